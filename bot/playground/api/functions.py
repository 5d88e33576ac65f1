"""Steps of workflows, ended by the app: functions.completeSuccess and functions.completeError"""

from dataclasses import replace

from bot.playground.api.arguments import Arguments
from bot.playground.world import Json, Refusal, World


def complete_success(world: World, arguments: Arguments) -> Json:
    outputs = arguments.structure("outputs", "invalid_arguments")
    if not isinstance(outputs, dict):
        raise Refusal("parameter_validation_failed")
    _end(world, arguments, outputs=outputs)
    return {}


def complete_error(world: World, arguments: Arguments) -> Json:
    _end(world, arguments, error=arguments.needed("error", "invalid_arguments"))
    return {}


def _end(
    world: World, arguments: Arguments, *, outputs: Json | None = None, error: str | None = None
) -> None:
    """A step ends once."""
    running = world.executions.get(arguments.needed("function_execution_id", "invalid_arguments"))
    if running is None:
        raise Refusal("function_execution_not_found")
    if running.ended:
        raise Refusal("execution_not_in_running_state")
    world.executions[running.id] = replace(running, outputs=outputs, error=error)
