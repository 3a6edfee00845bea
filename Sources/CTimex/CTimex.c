#include "CTimex.h"

#include <sys/timex.h>

// Here and not in Swift, whose module of the C library leaves this header out.
bool kernel_clock_is_synchronized(void) {
    struct timex state = {0};
    int answer = adjtimex(&state);
    return answer >= 0 && answer != TIME_ERROR && !(state.status & STA_UNSYNC);
}
