/* Marks functions that run seldom, and those that need more registers than the ones which end with
 * their call, so that those which call them stay short. */
#ifndef DDBS_RARE_H
#define DDBS_RARE_H

#if defined(__GNUC__)
#define DDBS_RARE __attribute__((noinline, cold))
#define DDBS_APART __attribute__((noinline))
#else
#define DDBS_RARE
#define DDBS_APART
#endif

#endif
