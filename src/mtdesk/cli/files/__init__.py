"""import, export, backup, restore, doctor, demo."""
