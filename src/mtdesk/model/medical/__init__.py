"""Medical massage as plain values: referrals, what a client can do, the report to who sent them."""
