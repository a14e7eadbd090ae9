/* Marks functions that run seldom, so that those which call them stay short. */
#ifndef DDBS_RARE_H
#define DDBS_RARE_H

#if defined(__GNUC__)
#define DDBS_RARE __attribute__((noinline, cold))
#else
#define DDBS_RARE
#endif

#endif
