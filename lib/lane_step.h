/* The lane's smallest steps: from token to token. */
#ifndef DDBS_LANE_STEP_H
#define DDBS_LANE_STEP_H

#include "lane.h"
#include "rare.h"
#include "space.h"

/* Where the next token begins; perhaps that is the end. */
static inline const char *ddbs_lane_token(const struct lane *lane, const char *at)
{
    return at < lane->end && (unsigned char)*at > ' ' ? at : ddbs_skip_space(at, lane->end);
}

/* Steps over space, and then the byte. */
DDBS_RARE static const char *ddbs_lane_step_over_space(const struct lane *lane, const char *at,
                                                       char byte)
{
    at = ddbs_skip_space(at, lane->end);
    return at < lane->end && *at == byte ? at + 1 : NULL;
}

/* Steps over the byte, if it comes next. Mostly it does, with no space before it. */
static inline const char *ddbs_lane_step(const struct lane *lane, const char *at, char byte)
{
    if (at < lane->end && *at == byte)
        return at + 1;
    return ddbs_lane_step_over_space(lane, at, byte);
}

/* Whether the byte comes next; `*at` comes out before it. */
static inline bool ddbs_lane_is_next(const struct lane *lane, const char **at, char byte)
{
    *at = ddbs_lane_token(lane, *at);
    return *at < lane->end && **at == byte;
}

/* Likewise, but steps over it. */
static inline bool ddbs_lane_pass(const struct lane *lane, const char **at, char byte)
{
    bool is_next = (*at < lane->end && **at == byte) || ddbs_lane_is_next(lane, at, byte);
    *at += is_next;
    return is_next;
}

/* Why it withdraws. */
static inline const char *ddbs_lane_no_memory(struct lane *lane)
{
    lane->no_memory = true;
    return NULL;
}

#endif
