/* Text from elsewhere, for a terminal, which may take a control character for a command. */
#ifndef TOOL_HARMLESS_H
#define TOOL_HARMLESS_H

/* Writes text to standard error, with '?' for each control character. */
void harmless_write(const char *text);

#endif
