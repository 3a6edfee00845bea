#pragma once

// The socket addresses and options of the kernel; nothing of the library is called.
#include <sys/socket.h>
#include <bluetooth/bluetooth.h>
#include <bluetooth/hci.h>
#include <bluetooth/l2cap.h>
