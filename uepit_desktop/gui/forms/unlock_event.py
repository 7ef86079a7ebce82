"""Generated from ui/unlock_event.ui by packaging/forms.py. Not edited by hand."""

# mypy: ignore-errors

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QLineEdit,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from uepit_desktop.gui.widgets.buttons import (PrimaryButton, SecondaryButton)
from uepit_desktop.gui.widgets.fields import CheckBox

class Ui_UnlockEventForm(object):
    def setupUi(self, UnlockEventForm):
        if not UnlockEventForm.objectName():
            UnlockEventForm.setObjectName(u"UnlockEventForm")
        self.column = QVBoxLayout(UnlockEventForm)
        self.column.setSpacing(14)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.title = QLabel(UnlockEventForm)
        self.title.setObjectName(u"title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty(u"token", u"title")

        self.column.addWidget(self.title)

        self.titleNote = QLabel(UnlockEventForm)
        self.titleNote.setObjectName(u"titleNote")
        self.titleNote.setTextFormat(Qt.TextFormat.PlainText)
        self.titleNote.setWordWrap(True)
        self.titleNote.setProperty(u"token", u"caption")
        self.titleNote.setProperty(u"color", u"text-3")

        self.column.addWidget(self.titleNote)

        self.passphraseEditColumn = QVBoxLayout()
        self.passphraseEditColumn.setSpacing(4)
        self.passphraseEditColumn.setObjectName(u"passphraseEditColumn")
        self.passphraseEditColumn.setContentsMargins(0, 0, 0, 0)
        self.passphraseEditLabel = QLabel(UnlockEventForm)
        self.passphraseEditLabel.setObjectName(u"passphraseEditLabel")
        self.passphraseEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.passphraseEditLabel.setProperty(u"token", u"small")

        self.passphraseEditColumn.addWidget(self.passphraseEditLabel)

        self.passphraseEdit = QLineEdit(UnlockEventForm)
        self.passphraseEdit.setObjectName(u"passphraseEdit")
        self.passphraseEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.passphraseEditColumn.addWidget(self.passphraseEdit)


        self.column.addLayout(self.passphraseEditColumn)

        self.error = QLabel(UnlockEventForm)
        self.error.setObjectName(u"error")
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setWordWrap(True)
        self.error.setProperty(u"token", u"caption")
        self.error.setProperty(u"color", u"danger-fg")

        self.column.addWidget(self.error)

        self.buttonsRow = QHBoxLayout()
        self.buttonsRow.setSpacing(8)
        self.buttonsRow.setObjectName(u"buttonsRow")
        self.buttonsSpacer = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonsRow.addItem(self.buttonsSpacer)

        self.backButton = SecondaryButton(UnlockEventForm)
        self.backButton.setObjectName(u"backButton")

        self.buttonsRow.addWidget(self.backButton)

        self.submitButton = PrimaryButton(UnlockEventForm)
        self.submitButton.setObjectName(u"submitButton")

        self.buttonsRow.addWidget(self.submitButton)


        self.column.addLayout(self.buttonsRow)

#if QT_CONFIG(shortcut)
        self.passphraseEditLabel.setBuddy(self.passphraseEdit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(UnlockEventForm)

        QMetaObject.connectSlotsByName(UnlockEventForm)
    # setupUi

    def retranslateUi(self, UnlockEventForm):
        self.title.setText(QCoreApplication.translate("UnlockEventForm", u"This event is protected", None))
        self.titleNote.setText("")
        self.passphraseEditLabel.setText(QCoreApplication.translate("UnlockEventForm", u"Passphrase", None))
#if QT_CONFIG(accessibility)
        self.passphraseEdit.setAccessibleName(QCoreApplication.translate("UnlockEventForm", u"Passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.error.setText("")
        self.backButton.setText(QCoreApplication.translate("UnlockEventForm", u"Back", None))
        self.submitButton.setText(QCoreApplication.translate("UnlockEventForm", u"Open", None))
        pass
    # retranslateUi
