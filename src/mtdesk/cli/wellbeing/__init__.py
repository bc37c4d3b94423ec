"""checkin, questionnaire."""
