"""Pages → ``subpolicy.yaml``: whose list it is, its texts, columns, categories and promises."""

from subpolicy.importers.configuring.columns import heads_of
from subpolicy.importers.configuring.configuration import Choices, Configured, configuration_of
from subpolicy.importers.configuring.language import language_of

__all__ = ["Choices", "Configured", "configuration_of", "heads_of", "language_of"]
