"""Money in and out, miles driven, hours unpaid. Each room is imported for itself: `log` needs one."""
