"""The papers of attendance, asked for from the desk or from the participants: sheets to sign, certificates, lists."""
