"""referral, function, progress, outcomes."""
