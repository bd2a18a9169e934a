"""What the window needs once there is a desk. Loaded while the passphrase is typed: the window shows at once."""

from fjidesk.desk import access, first_run
from fjidesk.desk.concerns import leads_here
from fjidesk.desk.framework_here import differs
from fjidesk.desk.inspection import find_member
from fjidesk.desk.locking import idle_minutes
from fjidesk.desk.names import readying
from fjidesk.desk.workspace import get_ready
from fjidesk.ui import own_desk
from fjidesk.ui.carry import Carry
from fjidesk.ui.ending import Ending
from fjidesk.ui.errands import Errands
from fjidesk.ui.pages.cases import CasesPage
from fjidesk.ui.pages.damaged import DamagedPage
from fjidesk.ui.pages.first_run import FirstRunPage, MakePage
from fjidesk.ui.pages.join import entrance
from fjidesk.ui.pages.recover import RecoverPage
from fjidesk.ui.pages.recovery import RecoveryPage
from fjidesk.ui.pages.scores import ScoresPage
from fjidesk.ui.paper import Paper
from fjidesk.ui.reading.again import stand, stood
from fjidesk.ui.reading.page import ReadingPage
from fjidesk.ui.reading.session import Session

__all__ = [
    "Carry",
    "CasesPage",
    "DamagedPage",
    "Ending",
    "Errands",
    "FirstRunPage",
    "MakePage",
    "Paper",
    "ReadingPage",
    "RecoverPage",
    "RecoveryPage",
    "ScoresPage",
    "Session",
    "access",
    "differs",
    "entrance",
    "find_member",
    "first_run",
    "get_ready",
    "idle_minutes",
    "leads_here",
    "own_desk",
    "readying",
    "stand",
    "stood",
]
