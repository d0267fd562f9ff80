#pragma once

/// Calls `body` on a thread of its own that nobody joins, and that begins on another processor than this one.
///
/// A new thread is often given the processor of the one that makes it, and waits there until that has nothing to do;
/// where the two are to work at the same time, that is most of the time they take.
/// Returns 0, or an error number where there is no such thread.
int start_thread_elsewhere(void (*body)(void *), void *context);

/// Whether `count` threads, at most 8, can be there at once. Only tried where the limits of the process are close.
int threads_are_available(int count);

/// Whether the process can open `count` more files, at most 32. Only tried where its limit is low.
int files_are_available(int count);
