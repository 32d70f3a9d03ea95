"""Protobuf messages for what rules can name: CEL takes its types from nowhere else."""

from collections.abc import Iterable, Mapping

from google.protobuf import descriptor_pb2, descriptor_pool

from subpolicy.registry.shape import Field, Kind, Shape

PACKAGE = "subpolicy"

_TYPES: Mapping[Kind, int] = {
    "string": descriptor_pb2.FieldDescriptorProto.TYPE_STRING,
    "integer": descriptor_pb2.FieldDescriptorProto.TYPE_INT64,
    "boolean": descriptor_pb2.FieldDescriptorProto.TYPE_BOOL,
    "object": descriptor_pb2.FieldDescriptorProto.TYPE_MESSAGE,
}


def message_name(shape: Shape) -> str:
    """The full name of the message that stands for a shape."""
    return f"{PACKAGE}.{local_name(shape)}"


def local_name(shape: Shape) -> str:
    """``vendor.dpa`` → ``Vendor_Dpa``."""
    return "_".join(part.capitalize() for part in shape.name.split("."))


def all_shapes(shape: Shape) -> Iterable[Shape]:
    """A shape and every shape within it."""
    yield shape
    for field in shape.fields.values():
        if field.shape is not None:
            yield from all_shapes(field.shape)


def build_pool(shapes: Iterable[Shape]) -> descriptor_pool.DescriptorPool:
    """A pool with one message for each shape, and for each shape within them."""
    file = descriptor_pb2.FileDescriptorProto(
        # In version 3, a field a_b would not go together with a__b.
        name="subpolicy.proto",
        package=PACKAGE,
        syntax="proto2",
    )
    # A shape may stand in several places: `change` has a vendor before and one after.
    named = {local_name(shape): shape for root in shapes for shape in all_shapes(root)}
    for name, shape in named.items():
        message = file.message_type.add(name=name)
        for number, field in enumerate(shape.fields.values(), start=1):
            _add_field(message, number, field)
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return pool


def _add_field(message: descriptor_pb2.DescriptorProto, number: int, field: Field) -> None:
    labels = descriptor_pb2.FieldDescriptorProto
    added = message.field.add(
        name=field.name,
        # Derived from the name, as without this, a_b and a__b would have the same.
        json_name=field.name,
        number=number,
        label=labels.LABEL_REPEATED if field.repeated else labels.LABEL_OPTIONAL,
    )
    if field.shape is None and field.kind == "object":
        added.type = labels.TYPE_STRING
        return
    added.type = _TYPES[field.kind]  # type: ignore[assignment]
    if field.shape is not None:
        added.type_name = "." + message_name(field.shape)
