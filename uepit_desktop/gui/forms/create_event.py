"""Generated from ui/create_event.ui by packaging/forms.py. Not edited by hand."""

# mypy: ignore-errors

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDateEdit, QHBoxLayout, QLabel,
    QLineEdit, QSizePolicy, QSpacerItem, QSpinBox,
    QVBoxLayout, QWidget)

from uepit_desktop.gui.widgets.buttons import (PrimaryButton, SecondaryButton)
from uepit_desktop.gui.widgets.fields import CheckBox

class Ui_CreateEventForm(object):
    def setupUi(self, CreateEventForm):
        if not CreateEventForm.objectName():
            CreateEventForm.setObjectName(u"CreateEventForm")
        self.column = QVBoxLayout(CreateEventForm)
        self.column.setSpacing(14)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.title = QLabel(CreateEventForm)
        self.title.setObjectName(u"title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty(u"token", u"title")

        self.column.addWidget(self.title)

        self.titleNote = QLabel(CreateEventForm)
        self.titleNote.setObjectName(u"titleNote")
        self.titleNote.setTextFormat(Qt.TextFormat.PlainText)
        self.titleNote.setWordWrap(True)
        self.titleNote.setProperty(u"token", u"caption")
        self.titleNote.setProperty(u"color", u"text-3")

        self.column.addWidget(self.titleNote)

        self.nameRow = QHBoxLayout()
        self.nameRow.setSpacing(16)
        self.nameRow.setObjectName(u"nameRow")
        self.nameEditColumn = QVBoxLayout()
        self.nameEditColumn.setSpacing(4)
        self.nameEditColumn.setObjectName(u"nameEditColumn")
        self.nameEditColumn.setContentsMargins(0, 0, 0, 0)
        self.nameEditLabel = QLabel(CreateEventForm)
        self.nameEditLabel.setObjectName(u"nameEditLabel")
        self.nameEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.nameEditLabel.setProperty(u"token", u"small")

        self.nameEditColumn.addWidget(self.nameEditLabel)

        self.nameEdit = QLineEdit(CreateEventForm)
        self.nameEdit.setObjectName(u"nameEdit")
        self.nameEdit.setPlaceholderText(u"UEPIT 2026")

        self.nameEditColumn.addWidget(self.nameEdit)


        self.nameRow.addLayout(self.nameEditColumn)

        self.siteEditColumn = QVBoxLayout()
        self.siteEditColumn.setSpacing(4)
        self.siteEditColumn.setObjectName(u"siteEditColumn")
        self.siteEditColumn.setContentsMargins(0, 0, 0, 0)
        self.siteEditLabel = QLabel(CreateEventForm)
        self.siteEditLabel.setObjectName(u"siteEditLabel")
        self.siteEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.siteEditLabel.setProperty(u"token", u"small")

        self.siteEditColumn.addWidget(self.siteEditLabel)

        self.siteEdit = QLineEdit(CreateEventForm)
        self.siteEdit.setObjectName(u"siteEdit")
        self.siteEdit.setPlaceholderText(u"Valmorin")

        self.siteEditColumn.addWidget(self.siteEdit)


        self.nameRow.addLayout(self.siteEditColumn)

        self.nameRow.setStretch(0, 1)
        self.nameRow.setStretch(1, 1)

        self.column.addLayout(self.nameRow)

        self.datesRow = QHBoxLayout()
        self.datesRow.setSpacing(16)
        self.datesRow.setObjectName(u"datesRow")
        self.startEditColumn = QVBoxLayout()
        self.startEditColumn.setSpacing(4)
        self.startEditColumn.setObjectName(u"startEditColumn")
        self.startEditColumn.setContentsMargins(0, 0, 0, 0)
        self.startEditLabel = QLabel(CreateEventForm)
        self.startEditLabel.setObjectName(u"startEditLabel")
        self.startEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.startEditLabel.setProperty(u"token", u"small")

        self.startEditColumn.addWidget(self.startEditLabel)

        self.startEdit = QDateEdit(CreateEventForm)
        self.startEdit.setObjectName(u"startEdit")
        self.startEdit.setDisplayFormat(u"dd/MM/yyyy")

        self.startEditColumn.addWidget(self.startEdit)


        self.datesRow.addLayout(self.startEditColumn)

        self.daysEditColumn = QVBoxLayout()
        self.daysEditColumn.setSpacing(4)
        self.daysEditColumn.setObjectName(u"daysEditColumn")
        self.daysEditColumn.setContentsMargins(0, 0, 0, 0)
        self.daysEditLabel = QLabel(CreateEventForm)
        self.daysEditLabel.setObjectName(u"daysEditLabel")
        self.daysEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.daysEditLabel.setProperty(u"token", u"small")

        self.daysEditColumn.addWidget(self.daysEditLabel)

        self.daysEdit = QSpinBox(CreateEventForm)
        self.daysEdit.setObjectName(u"daysEdit")
        self.daysEdit.setMinimum(1)
        self.daysEdit.setMaximum(60)
        self.daysEdit.setValue(3)

        self.daysEditColumn.addWidget(self.daysEdit)


        self.datesRow.addLayout(self.daysEditColumn)

        self.datesRow.setStretch(0, 1)
        self.datesRow.setStretch(1, 1)

        self.column.addLayout(self.datesRow)

        self.peopleRow = QHBoxLayout()
        self.peopleRow.setSpacing(16)
        self.peopleRow.setObjectName(u"peopleRow")
        self.organiserEditColumn = QVBoxLayout()
        self.organiserEditColumn.setSpacing(4)
        self.organiserEditColumn.setObjectName(u"organiserEditColumn")
        self.organiserEditColumn.setContentsMargins(0, 0, 0, 0)
        self.organiserEditLabel = QLabel(CreateEventForm)
        self.organiserEditLabel.setObjectName(u"organiserEditLabel")
        self.organiserEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.organiserEditLabel.setProperty(u"token", u"small")

        self.organiserEditColumn.addWidget(self.organiserEditLabel)

        self.organiserEdit = QLineEdit(CreateEventForm)
        self.organiserEdit.setObjectName(u"organiserEdit")

        self.organiserEditColumn.addWidget(self.organiserEdit)


        self.peopleRow.addLayout(self.organiserEditColumn)

        self.deskEditColumn = QVBoxLayout()
        self.deskEditColumn.setSpacing(4)
        self.deskEditColumn.setObjectName(u"deskEditColumn")
        self.deskEditColumn.setContentsMargins(0, 0, 0, 0)
        self.deskEditLabel = QLabel(CreateEventForm)
        self.deskEditLabel.setObjectName(u"deskEditLabel")
        self.deskEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.deskEditLabel.setProperty(u"token", u"small")

        self.deskEditColumn.addWidget(self.deskEditLabel)

        self.deskEdit = QLineEdit(CreateEventForm)
        self.deskEdit.setObjectName(u"deskEdit")

        self.deskEditColumn.addWidget(self.deskEdit)


        self.peopleRow.addLayout(self.deskEditColumn)

        self.peopleRow.setStretch(0, 1)
        self.peopleRow.setStretch(1, 1)

        self.column.addLayout(self.peopleRow)

        self.pathEditColumn = QVBoxLayout()
        self.pathEditColumn.setSpacing(4)
        self.pathEditColumn.setObjectName(u"pathEditColumn")
        self.pathEditColumn.setContentsMargins(0, 0, 0, 0)
        self.pathEditLabel = QLabel(CreateEventForm)
        self.pathEditLabel.setObjectName(u"pathEditLabel")
        self.pathEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.pathEditLabel.setProperty(u"token", u"small")

        self.pathEditColumn.addWidget(self.pathEditLabel)

        self.pathRow = QHBoxLayout()
        self.pathRow.setSpacing(8)
        self.pathRow.setObjectName(u"pathRow")
        self.pathEdit = QLineEdit(CreateEventForm)
        self.pathEdit.setObjectName(u"pathEdit")

        self.pathRow.addWidget(self.pathEdit)

        self.pathButton = SecondaryButton(CreateEventForm)
        self.pathButton.setObjectName(u"pathButton")

        self.pathRow.addWidget(self.pathButton)

        self.pathRow.setStretch(0, 1)

        self.pathEditColumn.addLayout(self.pathRow)


        self.column.addLayout(self.pathEditColumn)

        self.protectBox = CheckBox(CreateEventForm)
        self.protectBox.setObjectName(u"protectBox")

        self.column.addWidget(self.protectBox)

        self.passphraseEditColumn = QVBoxLayout()
        self.passphraseEditColumn.setSpacing(4)
        self.passphraseEditColumn.setObjectName(u"passphraseEditColumn")
        self.passphraseEditLabel = QLabel(CreateEventForm)
        self.passphraseEditLabel.setObjectName(u"passphraseEditLabel")
        self.passphraseEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.passphraseEditLabel.setProperty(u"token", u"small")

        self.passphraseEditColumn.addWidget(self.passphraseEditLabel)

        self.passphraseRow = QHBoxLayout()
        self.passphraseRow.setSpacing(8)
        self.passphraseRow.setObjectName(u"passphraseRow")
        self.passphraseEdit = QLineEdit(CreateEventForm)
        self.passphraseEdit.setObjectName(u"passphraseEdit")

        self.passphraseRow.addWidget(self.passphraseEdit)

        self.proposeButton = SecondaryButton(CreateEventForm)
        self.proposeButton.setObjectName(u"proposeButton")

        self.passphraseRow.addWidget(self.proposeButton)

        self.passphraseRow.setStretch(0, 1)

        self.passphraseEditColumn.addLayout(self.passphraseRow)


        self.column.addLayout(self.passphraseEditColumn)

        self.passphraseNote = QLabel(CreateEventForm)
        self.passphraseNote.setObjectName(u"passphraseNote")
        self.passphraseNote.setTextFormat(Qt.TextFormat.PlainText)
        self.passphraseNote.setWordWrap(True)
        self.passphraseNote.setProperty(u"token", u"caption")
        self.passphraseNote.setProperty(u"color", u"text-3")

        self.column.addWidget(self.passphraseNote)

        self.error = QLabel(CreateEventForm)
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

        self.backButton = SecondaryButton(CreateEventForm)
        self.backButton.setObjectName(u"backButton")

        self.buttonsRow.addWidget(self.backButton)

        self.submitButton = PrimaryButton(CreateEventForm)
        self.submitButton.setObjectName(u"submitButton")

        self.buttonsRow.addWidget(self.submitButton)


        self.column.addLayout(self.buttonsRow)

#if QT_CONFIG(shortcut)
        self.nameEditLabel.setBuddy(self.nameEdit)
        self.siteEditLabel.setBuddy(self.siteEdit)
        self.startEditLabel.setBuddy(self.startEdit)
        self.daysEditLabel.setBuddy(self.daysEdit)
        self.organiserEditLabel.setBuddy(self.organiserEdit)
        self.deskEditLabel.setBuddy(self.deskEdit)
        self.pathEditLabel.setBuddy(self.pathEdit)
        self.passphraseEditLabel.setBuddy(self.passphraseEdit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(CreateEventForm)

        QMetaObject.connectSlotsByName(CreateEventForm)
    # setupUi

    def retranslateUi(self, CreateEventForm):
        self.title.setText(QCoreApplication.translate("CreateEventForm", u"Create an event", None))
        self.titleNote.setText(QCoreApplication.translate("CreateEventForm", u"One event on one site is one file on this computer.", None))
        self.nameEditLabel.setText(QCoreApplication.translate("CreateEventForm", u"Name of the event", None))
#if QT_CONFIG(accessibility)
        self.nameEdit.setAccessibleName(QCoreApplication.translate("CreateEventForm", u"Name of the event", None))
#endif // QT_CONFIG(accessibility)
        self.siteEditLabel.setText(QCoreApplication.translate("CreateEventForm", u"Site", None))
#if QT_CONFIG(accessibility)
        self.siteEdit.setAccessibleName(QCoreApplication.translate("CreateEventForm", u"Site", None))
#endif // QT_CONFIG(accessibility)
        self.startEditLabel.setText(QCoreApplication.translate("CreateEventForm", u"First day", None))
#if QT_CONFIG(accessibility)
        self.startEdit.setAccessibleName(QCoreApplication.translate("CreateEventForm", u"First day", None))
#endif // QT_CONFIG(accessibility)
        self.daysEditLabel.setText(QCoreApplication.translate("CreateEventForm", u"Number of days", None))
#if QT_CONFIG(accessibility)
        self.daysEdit.setAccessibleName(QCoreApplication.translate("CreateEventForm", u"Number of days", None))
#endif // QT_CONFIG(accessibility)
        self.organiserEditLabel.setText(QCoreApplication.translate("CreateEventForm", u"Organiser (optional)", None))
#if QT_CONFIG(accessibility)
        self.organiserEdit.setAccessibleName(QCoreApplication.translate("CreateEventForm", u"Organiser (optional)", None))
#endif // QT_CONFIG(accessibility)
        self.deskEditLabel.setText(QCoreApplication.translate("CreateEventForm", u"Name of this laptop", None))
#if QT_CONFIG(accessibility)
        self.deskEdit.setAccessibleName(QCoreApplication.translate("CreateEventForm", u"Name of this laptop", None))
#endif // QT_CONFIG(accessibility)
        self.pathEditLabel.setText(QCoreApplication.translate("CreateEventForm", u"Where to keep it", None))
#if QT_CONFIG(accessibility)
        self.pathEdit.setAccessibleName(QCoreApplication.translate("CreateEventForm", u"Where to keep it", None))
#endif // QT_CONFIG(accessibility)
        self.pathButton.setText(QCoreApplication.translate("CreateEventForm", u"Choose\u2026", None))
        self.protectBox.setText(QCoreApplication.translate("CreateEventForm", u"Protect the file with a passphrase", None))
        self.passphraseEditLabel.setText(QCoreApplication.translate("CreateEventForm", u"Passphrase", None))
#if QT_CONFIG(accessibility)
        self.passphraseEdit.setAccessibleName(QCoreApplication.translate("CreateEventForm", u"Passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.proposeButton.setText(QCoreApplication.translate("CreateEventForm", u"Six other words", None))
        self.passphraseNote.setText(QCoreApplication.translate("CreateEventForm", u"Nobody can open the file without it, and nobody can find it again: keep it in a safe place.", None))
        self.error.setText("")
        self.backButton.setText(QCoreApplication.translate("CreateEventForm", u"Back", None))
        self.submitButton.setText(QCoreApplication.translate("CreateEventForm", u"Create", None))
        pass
    # retranslateUi
