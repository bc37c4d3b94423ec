"""Medical massage in words: referrals, what a client can do, progress reports, outcomes."""
