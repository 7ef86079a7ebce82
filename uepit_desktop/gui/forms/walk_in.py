"""Generated from ui/walk_in.ui by packaging/forms.py. Not edited by hand."""

# mypy: ignore-errors

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QLabel, QLineEdit,
    QSizePolicy, QWidget)

class Ui_WalkInForm(object):
    def setupUi(self, WalkInForm):
        if not WalkInForm.objectName():
            WalkInForm.setObjectName(u"WalkInForm")
        self.grid = QGridLayout(WalkInForm)
        self.grid.setObjectName(u"grid")
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(4)
        self.givenLabel = QLabel(WalkInForm)
        self.givenLabel.setObjectName(u"givenLabel")

        self.grid.addWidget(self.givenLabel, 0, 0, 1, 1)

        self.familyLabel = QLabel(WalkInForm)
        self.familyLabel.setObjectName(u"familyLabel")

        self.grid.addWidget(self.familyLabel, 0, 1, 1, 1)

        self.givenName = QLineEdit(WalkInForm)
        self.givenName.setObjectName(u"givenName")
        self.givenName.setMaxLength(200)

        self.grid.addWidget(self.givenName, 1, 0, 1, 1)

        self.familyName = QLineEdit(WalkInForm)
        self.familyName.setObjectName(u"familyName")
        self.familyName.setMaxLength(200)

        self.grid.addWidget(self.familyName, 1, 1, 1, 1)

        self.organisationLabel = QLabel(WalkInForm)
        self.organisationLabel.setObjectName(u"organisationLabel")

        self.grid.addWidget(self.organisationLabel, 2, 0, 1, 1)

        self.functionLabel = QLabel(WalkInForm)
        self.functionLabel.setObjectName(u"functionLabel")

        self.grid.addWidget(self.functionLabel, 2, 1, 1, 1)

        self.organisation = QLineEdit(WalkInForm)
        self.organisation.setObjectName(u"organisation")
        self.organisation.setMaxLength(200)

        self.grid.addWidget(self.organisation, 3, 0, 1, 1)

        self.function = QLineEdit(WalkInForm)
        self.function.setObjectName(u"function")
        self.function.setMaxLength(200)

        self.grid.addWidget(self.function, 3, 1, 1, 1)

        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
#if QT_CONFIG(shortcut)
        self.givenLabel.setBuddy(self.givenName)
        self.familyLabel.setBuddy(self.familyName)
        self.organisationLabel.setBuddy(self.organisation)
        self.functionLabel.setBuddy(self.function)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.givenName, self.familyName)
        QWidget.setTabOrder(self.familyName, self.organisation)
        QWidget.setTabOrder(self.organisation, self.function)

        self.retranslateUi(WalkInForm)

        QMetaObject.connectSlotsByName(WalkInForm)
    # setupUi

    def retranslateUi(self, WalkInForm):
        self.givenLabel.setText(QCoreApplication.translate("WalkInForm", u"Given name", None))
        self.familyLabel.setText(QCoreApplication.translate("WalkInForm", u"Family name", None))
#if QT_CONFIG(accessibility)
        self.givenName.setAccessibleName(QCoreApplication.translate("WalkInForm", u"Given name", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.familyName.setAccessibleName(QCoreApplication.translate("WalkInForm", u"Family name", None))
#endif // QT_CONFIG(accessibility)
        self.organisationLabel.setText(QCoreApplication.translate("WalkInForm", u"Organisation", None))
        self.functionLabel.setText(QCoreApplication.translate("WalkInForm", u"Function (optional)", None))
#if QT_CONFIG(accessibility)
        self.organisation.setAccessibleName(QCoreApplication.translate("WalkInForm", u"Organisation", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.function.setAccessibleName(QCoreApplication.translate("WalkInForm", u"Function (optional)", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
