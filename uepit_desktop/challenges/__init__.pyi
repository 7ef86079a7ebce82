from .fields import CHALLENGES as CHALLENGES
from .importing import (
    ImportReport as ImportReport,
)
from .importing import (
    import_challenges as import_challenges,
)
from .importing import (
    known_challenges as known_challenges,
)
from .importing import (
    preview_challenges as preview_challenges,
)
from .importing import (
    read_challenges_table as read_challenges_table,
)
from .importing import (
    report_document as report_document,
)
from .preview import (
    KnownChallenge as KnownChallenge,
)
from .preview import (
    PlannedChallenge as PlannedChallenge,
)
from .preview import (
    Preview as Preview,
)
