"""Which commands there are, loaded when they are called."""

from __future__ import annotations

from importlib import import_module

from mtdesk.cli.declared import Command, Group

# Command -> its module and the first line of its help, so that `--help` need not load them all.
COMMANDS: dict[str, tuple[str, str]] = {
    "log": ("log", "Log a session in one line."),
    "done": ("sessions", "Say what became of a booking: done, or not."),
    "sessions": ("sessions", "List sessions."),
    "edit": ("sessions", "Change a session (or an expense, payment, trip, check-in)."),
    "remove": ("sessions", "Take a session (or expense, payment, trip, check-in) away."),
    "client": ("clients", "Clients: add, list, show, edit, block, release, alias, merge, purge."),
    "referral": ("medical", "Who sent a client, for what, and how far it reaches."),
    "function": ("medical", "What a client can do: range of motion, sitting, standing."),
    "progress": ("medical", "A progress report for the doctor or payer."),
    "service": ("practice", "The menu of services: add, list, edit, retire."),
    "workplace": ("practice", "Workplaces: add, list, and the terms of pay of each."),
    "settings": ("practice", "Currency, week start, limits, targets."),
    "pay": ("ledger", "Record money received apart from logging."),
    "outstanding": ("ledger", "Sessions not paid yet, and what each client owes."),
    "credit": ("credits", "Packages and gift cards: sell, list, redeem, give back, refund."),
    "spend": ("ledger", "Record an expense."),
    "expense": ("ledger", "Expenses that come back every month, and which are due."),
    "trip": ("ledger", "Record miles driven for work."),
    "time": ("ledger", "Record unpaid working time, or run a timer for it."),
    "checkin": ("wellbeing", "Two questions, and where it hurts."),
    "incident": (
        "incidents",
        "Incidents: add, resume, note, evidence, list, show, export, patterns.",
    ),
    "questionnaire": ("wellbeing.questionnaires", "Questionnaires: add, take, list, show."),
    "today": ("week", "Today: what is booked, hands-on so far, what needs you."),
    "close": ("week.closing", "Close the day: what is still open of it, one by one."),
    "week": ("week", "The week: hours, load, money, findings."),
    "ahead": ("week", "The next two weeks as booked, day by day."),
    "plan": ("week.plan", "What a change would have made of your own last weeks."),
    "risk": ("findings", "The findings, each with its why."),
    "acknowledge": ("findings", "Say that you have seen a finding."),
    "year": ("year", "The year on a cash basis; files for the accountant."),
    "look-back": (
        "year.look_back",
        "The year for yourself: months, best and hardest weeks, days off.",
    ),
    "income": ("income", "Which work pays for what it costs; pace, clients, missed appointments."),
    "form": ("year", "Tax forms (1099, W-2), held against your rows: add, list, remove."),
    "outcomes": ("medical", "Medical against wellness, in one table."),
    "report": ("year", "A month or a quarter, as a year is shown."),
    "receipt": ("year", "A client's receipt or superbill, for HSA, FSA or insurer."),
    "import": ("files", "Read other programs' files."),
    "inbox": ("files.inbox", "File the lines that your phone wrote."),
    "export": ("files", "Write everything the practice holds."),
    "search": ("search", "Search everywhere: names, notes, sums, days."),
    "undo": ("history", "Take back the last operation, or that one."),
    "history": ("history", "What was done, newest first."),
    "backup": ("files", "Copy the practice to a file."),
    "restore": ("files", "Put a backup in the practice's place."),
    "doctor": ("files", "Check that the file is whole."),
    "encrypt": ("files.encrypting", "Encrypt the practice, with evidence and receipts."),
    "passphrase": ("files.encrypting", "Another passphrase, or another way to keep the key."),
    "decrypt": ("files.encrypting", "Make an encrypted practice plain again."),
    "lock": ("files.encrypting", "Lock every open dashboard of the practice."),
    "share": ("clinic", "Share your figures with a clinic: numbers, no names."),
    "clinic": ("clinic", "What the shares of a folder say: team, week, year, safety."),
    "serve": ("serve", "The dashboard in a browser on this machine."),
    "demo": ("files", "A sample practice in a temporary file."),
}


def declared(name: str) -> Command | Group:
    """The command of that name; it must be one of COMMANDS."""
    module = import_module(f"mtdesk.cli.{COMMANDS[name][0]}")
    found: Command | Group = getattr(module, f"{name.replace('-', '_')}_command")
    return found
