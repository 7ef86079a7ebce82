"""The shell: window, rail, palette, toasts, tasks, theme, shortcuts, crash report."""
