"""The other files of a registry: configuration, flags, waivers, baseline; and a record."""

from functools import cache

from shared import START, assert_inside, registry

from subpolicy import config, shipped
from subpolicy.errors import RunError, RunErrors
from subpolicy.findings.finding import Finding
from subpolicy.registry import loading
from subpolicy.registry.shape import Shape, shape_of
from subpolicy.schema import Schemas
from subpolicy.waivers.loading import load as load_waivers

FILES = ["subpolicy.yaml", "flags.yaml", "waivers/w.yaml", "baseline.yaml", "vendors/v.yaml"]
RECORD = b"{id: w, name: W, status: active, processing: {locations: [US]}}\n"


@cache
def schemas() -> Schemas:
    """The shipped ones."""
    return Schemas(shipped.schema_folder())


@cache
def shape() -> Shape:
    """The shape of a vendor."""
    return shape_of(schemas().document("vendor"), "vendor")


def check(data: bytes) -> None:
    """Each file is taken or at fault; what is at fault accepts nothing. The first byte picks it."""
    name = FILES[data[0] % len(FILES)] if data else FILES[0]
    files = {"subpolicy.yaml": START, "vendors/w.yaml": RECORD, name: data[1:]}
    source = registry(files)
    try:
        settings = config.load(source, schemas())
    except RunErrors as errors:
        assert errors.errors
        return
    except RunError as error:
        assert error.message
        return
    if any(path != default for path, default in _paths(settings)):
        return  # the files lie elsewhere
    loaded = loading.load(source, settings, schemas(), shape())
    accepted = load_waivers(source, settings, schemas())
    _require_places(files, [*loaded.faults, *accepted.faults])
    faulty = {fault.path for fault in accepted.faults}
    assert not (accepted.waivers and "waivers/w.yaml" in faulty)


def _paths(settings: config.Configuration) -> list[tuple[str, str]]:
    paths = settings.paths
    return [(paths.vendors, "vendors"), (paths.waivers, "waivers"), (paths.flags, "flags.yaml")]


def _require_places(files: dict[str, bytes], faults: list[Finding]) -> None:
    for fault in faults:
        assert fault.path in files, fault
        assert_inside(files[fault.path], fault.span)
