"""The medical side: what referrals allow, what changed for the client."""
