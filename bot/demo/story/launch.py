"""The launch of single sign-on: begun in the third week, and a week later well under way; one task is late, one blocked."""

from bot.demo.company import CLAIRE, HUGO, NADIA, THOMAS
from bot.demo.story.events import Event, FinishTask, Launch, OnPlan, OnTask
from rituals.messages import launch_brief as brief
from rituals.messages import launch_decisions, launch_forms, launches

LAUNCH_BEGINS: tuple[Event, ...] = (
    Launch(
        "fri 14:00",
        HUGO,
        release="R-5",
        answers=("revenue", "competitor"),
        ready_in=14,
        market_in=25,
        roles=(("pm", CLAIRE), ("pmm", HUGO), ("sales", THOMAS), ("sponsor", NADIA)),
    ),
    FinishTask("fri 15:40", HUGO),
    FinishTask("fri 16:30", HUGO),
    FinishTask("fri 16:50", NADIA),
    OnPlan("fri 16:55", HUGO, (launches.CONFIRM,)),
    OnPlan("fri 17:05", CLAIRE, (launches.CONFIRM,)),
    OnPlan(
        "fri 17:10",
        HUGO,
        (launches.BRIEF, f"{brief.WRITE}_0"),
        {
            brief.field("audience"): "Les clients dont la sécurité informatique dit non à un compte de plus.",
            brief.field("value"): "Une seule connexion, la leur : rien à retenir, rien à révoquer à la main.",
            brief.field("unique"): "Branché en une demi-journée, sans prestataire.",
        },
    ),
    OnPlan("fri 17:20", HUGO, (launches.ALL, launches.DECISION, launch_decisions.PLAN), {}),
)

LAUNCH_GOES_ON: tuple[Event, ...] = (
    FinishTask("mon 09:40", HUGO),
    FinishTask("mon 15:10", NADIA),
    FinishTask("tue 16:20", CLAIRE),
    OnTask(
        "wed 10:05",
        HUGO,
        (launches.BLOCK,),
        {
            launch_forms.BLOCKED_ON: "Les citations de deux clients en bêta, avec leur accord.",
            launch_forms.BLOCKED_BY: THOMAS.id,
        },
    ),
)
