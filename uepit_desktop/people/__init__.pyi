from .directory import (
    EDITABLE as EDITABLE,
)
from .directory import (
    LikelyPair as LikelyPair,
)
from .directory import (
    PersonDetail as PersonDetail,
)
from .directory import (
    PersonRow as PersonRow,
)
from .directory import (
    WishRow as WishRow,
)
from .directory import (
    duplicates as duplicates,
)
from .directory import (
    edit_person as edit_person,
)
from .directory import (
    erase as erase,
)
from .directory import (
    list_people as list_people,
)
from .directory import (
    person_detail as person_detail,
)
from .exporting import PersonExport as PersonExport
from .exporting import export_person as export_person
from .fields import PEOPLE as PEOPLE
from .fields import field_label as field_label
from .found import Found as Found
from .found import matched_letters as matched_letters
from .importing import (
    ImportReport as ImportReport,
)
from .importing import (
    find_profile as find_profile,
)
from .importing import (
    import_people as import_people,
)
from .importing import (
    preview_people as preview_people,
)
from .importing import (
    profiles as profiles,
)
from .importing import (
    propose_mapping as propose_mapping,
)
from .importing import (
    read_people_table as read_people_table,
)
from .importing import (
    save_profile as save_profile,
)
from .preview import (
    Choice as Choice,
)
from .preview import (
    Decisions as Decisions,
)
from .preview import (
    Duplicate as Duplicate,
)
from .preview import (
    Outcome as Outcome,
)
from .preview import (
    PlannedPerson as PlannedPerson,
)
from .preview import (
    Preview as Preview,
)
from .preview import (
    text_of as text_of,
)
from .records import Flag as Flag
from .report import report_document as report_document
from .retention import Category as Category
from .retention import Group as Group
from .retention import PurgeReport as PurgeReport
from .retention import RetentionPlan as RetentionPlan
from .retention import choose_periods as choose_periods
from .retention import plan_retention as plan_retention
from .retention import purge as purge
from .retention_report import SavedReport as SavedReport
from .retention_report import save_purge_report as save_purge_report
from .searching import prepare_search as prepare_search
from .searching import search as search
