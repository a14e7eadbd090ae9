/* White space as RFC 8259, section 2, has it. */
#ifndef DDBS_SPACE_H
#define DDBS_SPACE_H

/* The first byte that is none. */
static inline const char *ddbs_skip_space(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    return at;
}

#endif
