/* The lane's smallest steps: from token to token. */
#ifndef DDBS_LANE_STEP_H
#define DDBS_LANE_STEP_H

#include "lane.h"
#include "space.h"

/* Where the next token begins; perhaps that is the end. */
static inline const char *ddbs_lane_token(const struct lane *lane, const char *at)
{
    return at < lane->end && (unsigned char)*at > ' ' ? at : ddbs_skip_space(at, lane->end);
}

/* Steps over the byte, if it comes next. */
static inline const char *ddbs_lane_step(const struct lane *lane, const char *at, char byte)
{
    at = ddbs_lane_token(lane, at);
    return at < lane->end && *at == byte ? at + 1 : NULL;
}

/* Likewise, but stays before it. */
static inline bool ddbs_lane_is_next(const struct lane *lane, const char **at, char byte)
{
    *at = ddbs_lane_token(lane, *at);
    return *at < lane->end && **at == byte;
}

/* Why it withdraws. */
static inline const char *ddbs_lane_no_memory(struct lane *lane)
{
    lane->no_memory = true;
    return NULL;
}

#endif
