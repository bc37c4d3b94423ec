"""year, report, form, receipt."""
