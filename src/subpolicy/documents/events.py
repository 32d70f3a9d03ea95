"""libyaml's events: the one door to PyYAML.

Events and not ``yaml.compose``: composing recurses in C and overflows the stack on a million
brackets, while the event loop can stop at any depth.
"""

from subpolicy.errors import RunError

try:
    from yaml import MarkedYAMLError, YAMLError
    from yaml._yaml import CParser
    from yaml.events import (
        AliasEvent,
        CollectionEndEvent,
        CollectionStartEvent,
        DocumentEndEvent,
        DocumentStartEvent,
        Event,
        MappingEndEvent,
        MappingStartEvent,
        NodeEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
        StreamEndEvent,
        StreamStartEvent,
    )
except ImportError as error:
    raise RunError(
        "PyYAML is missing, or was built without libyaml",
        help_text="reinstall it from a wheel: python -m pip install --force-reinstall PyYAML",
    ) from error

__all__ = [
    "AliasEvent",
    "CParser",
    "CollectionEndEvent",
    "CollectionStartEvent",
    "DocumentEndEvent",
    "DocumentStartEvent",
    "Event",
    "MappingEndEvent",
    "MappingStartEvent",
    "MarkedYAMLError",
    "NodeEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "StreamStartEvent",
    "YAMLError",
]
