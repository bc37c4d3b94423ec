#!/bin/sh
# A practice's settings, one command each; `mtdesk settings` lists them all with their values.
mtdesk settings zone America/New_York
mtdesk settings week_start monday
mtdesk settings hours_a_week 20
mtdesk settings income_target 90000
