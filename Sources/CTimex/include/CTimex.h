#pragma once

#include <stdbool.h>

/// Whether the kernel says that its clock is kept right; it changes nothing (adjtimex(2)).
bool kernel_clock_is_synchronized(void);
