"""A plan: what would have come of her own last weeks with a change in them, told as a range.

`steps` is what is changed, `weeks` what that makes of a week, `level` where her weeks stand and how
surely that is known, `turnover` who would have left anyway, `drawn` the ranges, `wants` the same turned round.
"""
