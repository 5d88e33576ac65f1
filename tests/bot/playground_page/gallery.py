"""One message of each block and one modal of each field, for tests and for looking at them."""

from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, description: str | None = None) -> Block:
    made: Block = {"text": plain(text), "value": value}
    return made | {"description": plain(description)} if description else made


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def words(text: str, **style: bool) -> Block:
    made: Block = {"type": "text", "text": text}
    return made | {"style": style} if style else made


KINDS = [
    option("Demande", "request"),
    option("Objection", "objection"),
    option("Risque de départ", "churn_risk"),
]
CONFIRM = {
    "title": plain("Annuler S-12 ?"),
    "text": mrkdwn("Le signal *disparaîtra* du canal."),
    "confirm": plain("Annuler le signal"),
    "deny": plain("Garder"),
    "style": "danger",
}

CARD: list[Block] = [
    {
        "type": "section",
        "block_id": "s",
        "text": mrkdwn("*S-12* · :warning: Risque · *Acme* · #sso"),
    },
    rich(
        {
            "type": "rich_text_quote",
            "elements": [words("On ne renouvellera pas sans SSO. <!channel> & <b>vite</b>")],
        }
    ),
    {
        "type": "context",
        "elements": [
            mrkdwn("Capté par <@U1> le <!date^1795437000^{date_short_pretty} à {time}|23 nov.>"),
            mrkdwn("Thème *SSO* · <@U2> suit"),
        ],
    },
    {
        "type": "actions",
        "block_id": "acts",
        "elements": [
            {
                "type": "button",
                "action_id": "signal.edit",
                "text": plain("Modifier"),
                "style": "primary",
                "value": "12",
            },
            {
                "type": "button",
                "action_id": "signal.undo",
                "text": plain("Annuler"),
                "style": "danger",
                "confirm": CONFIRM,
            },
            {
                "type": "static_select",
                "action_id": "signal.kind",
                "placeholder": plain("Changer le type"),
                "options": KINDS,
            },
            {
                "type": "button",
                "action_id": "signal.open",
                "text": plain("Voir le ticket"),
                "url": "https://example.com/t/9",
            },
            {
                "type": "overflow",
                "action_id": "signal.more",
                "options": [option("Partager", "share"), option("Historique", "history")],
            },
        ],
    },
]

DIGEST: list[Block] = [
    {"type": "header", "text": plain(":newspaper: Le point de la semaine")},
    {
        "type": "section",
        "text": mrkdwn(
            "*Sorti cette semaine*\n• *R-4* Connexion unique, pour les grands comptes\n• *R-5* Export"
        ),
    },
    {"type": "divider"},
    {
        "type": "section",
        "fields": [
            mrkdwn("*Demandes*\n14 (↑ 5)"),
            mrkdwn("*Objections*\n6 (↓ 2)"),
            mrkdwn("*Comptes*\n9"),
            mrkdwn("*Revenu*\n310 k€"),
        ],
    },
    {
        "type": "data_visualization",
        "title": "Ce que dit le terrain, par thème",
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": "Cette semaine",
                    "data": [
                        {"label": label, "value": value}
                        for label, value in (("SSO", 9), ("Export", 5), ("Mobile", 4), ("Prix", 3))
                    ],
                },
                {
                    "name": "Avant",
                    "data": [
                        {"label": label, "value": value}
                        for label, value in (("SSO", 4), ("Export", 6), ("Mobile", 2), ("Prix", 3))
                    ],
                },
            ],
            "axis_config": {
                "categories": ["SSO", "Export", "Mobile", "Prix"],
                "x_label": "Thème",
                "y_label": "Signaux",
            },
        },
    },
    {
        "type": "table",
        "column_settings": [{"is_wrapped": True}, {"align": "right"}, {"align": "center"}],
        "rows": [
            [{"type": "raw_text", "text": text} for text in ("Thème", "Revenu", "Tendance")],
            [
                {"type": "raw_text", "text": "SSO"},
                {"type": "raw_number", "value": 310000, "text": "310 000 €"},
                {"type": "raw_text", "text": ":arrow_up:"},
            ],
            [
                rich({"type": "rich_text_section", "elements": [words("Export", bold=True)]}),
                {"type": "raw_number", "value": 45000},
                {"type": "raw_text", "text": "="},
            ],
        ],
    },
    {
        "type": "context",
        "elements": [mrkdwn("Prochain point lundi · <https://example.com|en savoir plus> · <#C2>")],
    },
]

CHARTS: list[Block] = [
    {
        "type": "data_visualization",
        "title": "Signals by kind",
        "chart": {
            "type": "pie",
            "segments": [
                {"label": "Requests", "value": 14},
                {"label": "Objections", "value": 6},
                {"label": "Wins", "value": 5},
            ],
        },
    },
    *(
        {
            "type": "data_visualization",
            "title": f"Weeks as {kind}",
            "chart": {
                "type": kind,
                "series": [
                    {
                        "name": "Signals",
                        "data": [
                            {"label": f"W{week}", "value": value}
                            for week, value in enumerate((12, 18, 9, 24, 31, 28), 42)
                        ],
                    },
                    {
                        "name": "Net change",
                        "data": [
                            {"label": f"W{week}", "value": value}
                            for week, value in enumerate((2, 6, -9, 15, 7, -3), 42)
                        ],
                    },
                ],
                "axis_config": {"categories": [f"W{week}" for week in range(42, 48)]},
            },
        }
        for kind in ("line", "area")
    ),
]

RELEASE_NOTES = """# Release 2.4

What **changed**, *for whom* and ~~why~~:

- [x] `SSO` for everybody
- [ ] Audit log

| Plan | Price |
|---|--:|
| Team | 12 € |
| Company | 30 € |

> It just works

1. Open settings
2. Turn it on

```
ssoctl on
```
"""

PROSE: list[Block] = [
    {"type": "markdown", "text": RELEASE_NOTES},
    rich(
        {
            "type": "rich_text_section",
            "elements": [
                words("Bold", bold=True),
                words(" and "),
                words("code", code=True),
                words(", by "),
                {"type": "user", "user_id": "U2"},
                words(" in "),
                {"type": "channel", "channel_id": "C1"},
                words(" "),
                {"type": "emoji", "name": "tada"},
                words(" "),
                {"type": "broadcast", "range": "here"},
                words(" "),
                {"type": "link", "url": "https://example.com", "text": "notes"},
                words(" "),
                {
                    "type": "date",
                    "timestamp": 1795437000,
                    "format": "{date_short} {time}",
                    "fallback": "then",
                },
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {"type": "rich_text_section", "elements": [words("one")]},
                {"type": "rich_text_section", "elements": [words("two")]},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "offset": 2,
            "elements": [{"type": "rich_text_section", "elements": [words("third")]}],
        },
        {"type": "rich_text_preformatted", "elements": [words("SELECT 1;")]},
    ),
    {
        "type": "section",
        "text": mrkdwn("*bold* _italic_ ~strike~ `code`\n> quoted\n```\npre\n```\n<!channel> :rocket:"),
    },
    {
        "type": "image",
        "title": plain("Plan"),
        "image_url": "https://example.com/plan.png",
        "alt_text": "The plan of the launch",
    },
]

NEW: list[Block] = [
    *(
        {
            "type": "alert",
            "level": level,
            "text": mrkdwn(f"*{level}*: this is what happened, and what to do next."),
        }
        for level in ("default", "info", "success", "warning", "error")
    ),
    {
        "type": "card",
        "block_id": "card",
        "title": plain("Acme"),
        "subtitle": mrkdwn("Enterprise · 120 k€"),
        "body": mrkdwn("Three open requests."),
        "actions": [{"type": "button", "action_id": "account.open", "text": plain("Open")}],
    },
    {
        "type": "carousel",
        "elements": [
            {"type": "card", "title": plain(f"Account {n}"), "body": mrkdwn("One request.")}
            for n in range(1, 5)
        ],
    },
    {
        "type": "container",
        "title": plain("Details"),
        "is_collapsible": True,
        "child_blocks": [{"type": "section", "text": mrkdwn("Inside.")}],
    },
    {
        "type": "plan",
        "title": "Launch L-2",
        "tasks": [
            {"type": "task_card", "task_id": "1", "title": "Write the brief", "status": "complete"},
            {"type": "task_card", "task_id": "2", "title": "Train sales", "status": "in_progress"},
            {"type": "task_card", "task_id": "3", "title": "Tell customers", "status": "pending"},
        ],
    },
    {"type": "from_the_future"},
]


def field(block_id: str, label: str, element: Block, **extra: Any) -> Block:
    element = {"action_id": f"{block_id}.value", **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **extra}


FORM: list[Block] = [
    field(
        "text",
        "Ce que vous avez entendu",
        {
            "type": "plain_text_input",
            "multiline": True,
            "max_length": 3000,
            "placeholder": plain("Les mots du client"),
        },
        hint=plain("Mot pour mot, si possible."),
    ),
    field(
        "kind",
        "Type",
        {"type": "static_select", "options": KINDS, "placeholder": plain("Choisir un type")},
        optional=True,
    ),
    field(
        "account",
        "Compte",
        {
            "type": "external_select",
            "min_query_length": 0,
            "placeholder": plain("Chercher un compte"),
            "initial_option": option("Acme", "acme"),
        },
        optional=True,
    ),
    field(
        "themes",
        "Thèmes",
        {
            "type": "multi_static_select",
            "options": [option("SSO", "sso"), option("Export", "export")],
            "initial_options": [option("SSO", "sso")],
        },
        optional=True,
    ),
    field(
        "importance",
        "Importance",
        {
            "type": "radio_buttons",
            "options": [option("Haute", "high", "On perd le client"), option("Normale", "normal")],
            "initial_option": option("Normale", "normal"),
        },
    ),
    field(
        "amount",
        "Montant",
        {"type": "number_input", "is_decimal_allowed": True, "min_value": "0"},
        optional=True,
    ),
    field("link", "Lien", {"type": "url_text_input"}, optional=True),
    field("day", "Date", {"type": "datepicker", "initial_date": "2026-11-30"}, optional=True),
    field("hour", "Heure", {"type": "timepicker", "initial_time": "09:00"}, optional=True),
    field("moment", "Moment", {"type": "datetimepicker", "initial_date_time": 1795437000}, optional=True),
    field(
        "room",
        "Canal",
        {"type": "conversations_select", "placeholder": plain("Choisir un canal")},
        optional=True,
    ),
    field("people", "Personnes", {"type": "multi_users_select", "initial_users": ["U2"]}, optional=True),
    field(
        "owner",
        "Responsable",
        {"type": "users_select", "initial_user": "U1"},
        optional=True,
        dispatch_action=True,
    ),
    field(
        "visible",
        "Visibilité",
        {"type": "checkboxes", "options": [option("Restreint", "restricted", "Compté, jamais cité")]},
        optional=True,
    ),
    {
        "type": "actions",
        "block_id": "more",
        "elements": [{"type": "button", "action_id": "form.more", "text": plain("Plus de champs")}],
    },
]
