"""Generated from ui/join_event.ui by packaging/forms.py. Not edited by hand."""

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

class Ui_JoinEventForm(object):
    def setupUi(self, JoinEventForm):
        if not JoinEventForm.objectName():
            JoinEventForm.setObjectName(u"JoinEventForm")
        self.column = QVBoxLayout(JoinEventForm)
        self.column.setSpacing(14)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.title = QLabel(JoinEventForm)
        self.title.setObjectName(u"title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty(u"token", u"title")

        self.column.addWidget(self.title)

        self.titleNote = QLabel(JoinEventForm)
        self.titleNote.setObjectName(u"titleNote")
        self.titleNote.setTextFormat(Qt.TextFormat.PlainText)
        self.titleNote.setWordWrap(True)
        self.titleNote.setProperty(u"token", u"caption")
        self.titleNote.setProperty(u"color", u"text-3")

        self.column.addWidget(self.titleNote)

        self.packEditColumn = QVBoxLayout()
        self.packEditColumn.setSpacing(4)
        self.packEditColumn.setObjectName(u"packEditColumn")
        self.packEditColumn.setContentsMargins(0, 0, 0, 0)
        self.packEditLabel = QLabel(JoinEventForm)
        self.packEditLabel.setObjectName(u"packEditLabel")
        self.packEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.packEditLabel.setProperty(u"token", u"small")

        self.packEditColumn.addWidget(self.packEditLabel)

        self.packRow = QHBoxLayout()
        self.packRow.setSpacing(8)
        self.packRow.setObjectName(u"packRow")
        self.packEdit = QLineEdit(JoinEventForm)
        self.packEdit.setObjectName(u"packEdit")

        self.packRow.addWidget(self.packEdit)

        self.packButton = SecondaryButton(JoinEventForm)
        self.packButton.setObjectName(u"packButton")

        self.packRow.addWidget(self.packButton)

        self.packRow.setStretch(0, 1)

        self.packEditColumn.addLayout(self.packRow)


        self.column.addLayout(self.packEditColumn)

        self.secretRow = QHBoxLayout()
        self.secretRow.setSpacing(16)
        self.secretRow.setObjectName(u"secretRow")
        self.passphraseEditColumn = QVBoxLayout()
        self.passphraseEditColumn.setSpacing(4)
        self.passphraseEditColumn.setObjectName(u"passphraseEditColumn")
        self.passphraseEditColumn.setContentsMargins(0, 0, 0, 0)
        self.passphraseEditLabel = QLabel(JoinEventForm)
        self.passphraseEditLabel.setObjectName(u"passphraseEditLabel")
        self.passphraseEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.passphraseEditLabel.setProperty(u"token", u"small")

        self.passphraseEditColumn.addWidget(self.passphraseEditLabel)

        self.passphraseEdit = QLineEdit(JoinEventForm)
        self.passphraseEdit.setObjectName(u"passphraseEdit")
        self.passphraseEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.passphraseEditColumn.addWidget(self.passphraseEdit)


        self.secretRow.addLayout(self.passphraseEditColumn)

        self.deskEditColumn = QVBoxLayout()
        self.deskEditColumn.setSpacing(4)
        self.deskEditColumn.setObjectName(u"deskEditColumn")
        self.deskEditColumn.setContentsMargins(0, 0, 0, 0)
        self.deskEditLabel = QLabel(JoinEventForm)
        self.deskEditLabel.setObjectName(u"deskEditLabel")
        self.deskEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.deskEditLabel.setProperty(u"token", u"small")

        self.deskEditColumn.addWidget(self.deskEditLabel)

        self.deskEdit = QLineEdit(JoinEventForm)
        self.deskEdit.setObjectName(u"deskEdit")
        self.deskEdit.setPlaceholderText(u"Accueil B")

        self.deskEditColumn.addWidget(self.deskEdit)


        self.secretRow.addLayout(self.deskEditColumn)

        self.secretRow.setStretch(0, 1)
        self.secretRow.setStretch(1, 1)

        self.column.addLayout(self.secretRow)

        self.pathEditColumn = QVBoxLayout()
        self.pathEditColumn.setSpacing(4)
        self.pathEditColumn.setObjectName(u"pathEditColumn")
        self.pathEditColumn.setContentsMargins(0, 0, 0, 0)
        self.pathEditLabel = QLabel(JoinEventForm)
        self.pathEditLabel.setObjectName(u"pathEditLabel")
        self.pathEditLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.pathEditLabel.setProperty(u"token", u"small")

        self.pathEditColumn.addWidget(self.pathEditLabel)

        self.pathRow = QHBoxLayout()
        self.pathRow.setSpacing(8)
        self.pathRow.setObjectName(u"pathRow")
        self.pathEdit = QLineEdit(JoinEventForm)
        self.pathEdit.setObjectName(u"pathEdit")

        self.pathRow.addWidget(self.pathEdit)

        self.pathButton = SecondaryButton(JoinEventForm)
        self.pathButton.setObjectName(u"pathButton")

        self.pathRow.addWidget(self.pathButton)

        self.pathRow.setStretch(0, 1)

        self.pathEditColumn.addLayout(self.pathRow)


        self.column.addLayout(self.pathEditColumn)

        self.error = QLabel(JoinEventForm)
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

        self.backButton = SecondaryButton(JoinEventForm)
        self.backButton.setObjectName(u"backButton")

        self.buttonsRow.addWidget(self.backButton)

        self.submitButton = PrimaryButton(JoinEventForm)
        self.submitButton.setObjectName(u"submitButton")

        self.buttonsRow.addWidget(self.submitButton)


        self.column.addLayout(self.buttonsRow)

#if QT_CONFIG(shortcut)
        self.packEditLabel.setBuddy(self.packEdit)
        self.passphraseEditLabel.setBuddy(self.passphraseEdit)
        self.deskEditLabel.setBuddy(self.deskEdit)
        self.pathEditLabel.setBuddy(self.pathEdit)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(JoinEventForm)

        QMetaObject.connectSlotsByName(JoinEventForm)
    # setupUi

    def retranslateUi(self, JoinEventForm):
        self.title.setText(QCoreApplication.translate("JoinEventForm", u"Join an event", None))
        self.titleNote.setText(QCoreApplication.translate("JoinEventForm", u"The coordination gives you a pack file and, apart from it, its passphrase.", None))
        self.packEditLabel.setText(QCoreApplication.translate("JoinEventForm", u"Pack file", None))
#if QT_CONFIG(accessibility)
        self.packEdit.setAccessibleName(QCoreApplication.translate("JoinEventForm", u"Pack file", None))
#endif // QT_CONFIG(accessibility)
        self.packButton.setText(QCoreApplication.translate("JoinEventForm", u"Choose\u2026", None))
        self.passphraseEditLabel.setText(QCoreApplication.translate("JoinEventForm", u"Passphrase", None))
#if QT_CONFIG(accessibility)
        self.passphraseEdit.setAccessibleName(QCoreApplication.translate("JoinEventForm", u"Passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.deskEditLabel.setText(QCoreApplication.translate("JoinEventForm", u"Name of this laptop", None))
#if QT_CONFIG(accessibility)
        self.deskEdit.setAccessibleName(QCoreApplication.translate("JoinEventForm", u"Name of this laptop", None))
#endif // QT_CONFIG(accessibility)
        self.pathEditLabel.setText(QCoreApplication.translate("JoinEventForm", u"Where to keep the event", None))
#if QT_CONFIG(accessibility)
        self.pathEdit.setAccessibleName(QCoreApplication.translate("JoinEventForm", u"Where to keep the event", None))
#endif // QT_CONFIG(accessibility)
        self.pathButton.setText(QCoreApplication.translate("JoinEventForm", u"Choose\u2026", None))
        self.error.setText("")
        self.backButton.setText(QCoreApplication.translate("JoinEventForm", u"Back", None))
        self.submitButton.setText(QCoreApplication.translate("JoinEventForm", u"Join", None))
        pass
    # retranslateUi
