#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

/// Names the calling thread, as `top -H` shows it; the kernel takes 15 bytes. Swift cannot call prctl, which is variadic.
static inline void nameThisThread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
