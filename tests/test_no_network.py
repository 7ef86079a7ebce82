"""The suite runs without network: what the tests themselves rest on."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest


def test_a_network_socket_is_refused() -> None:
    with pytest.raises(PermissionError):
        socket.socket(socket.AF_INET)


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(PermissionError):
        socket.getaddrinfo("example.org", 80)


def test_a_process_started_by_a_test_is_refused_a_socket_too() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket(socket.AF_INET)"], capture_output=True, text=True
    )

    assert "PermissionError" in done.stderr
