// The processors of a thread, and the limits of the process.
#define _GNU_SOURCE

#include "CThreads.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

struct Beginning {
  void (*body)(void *);
  void *context;
  /// Where the thread may run once it has begun: wherever its maker may. None where that is not known.
  cpu_set_t processors;
};

static void *begin(void *argument) {
  struct Beginning beginning = *(struct Beginning *)argument;
  free(argument);
  if (CPU_COUNT(&beginning.processors) > 0)
    pthread_setaffinity_np(pthread_self(), sizeof beginning.processors, &beginning.processors);
  beginning.body(beginning.context);
  return NULL;
}

int start_thread_elsewhere(void (*body)(void *), void *context) {
  struct Beginning *beginning = malloc(sizeof *beginning);
  if (!beginning) return ENOMEM;
  *beginning = (struct Beginning){body, context, {{0}}};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  cpu_set_t others;
  if (pthread_getaffinity_np(pthread_self(), sizeof others, &others) == 0) {
    beginning->processors = others;
    int here = sched_getcpu();
    if (here >= 0 && here < CPU_SETSIZE) CPU_CLR(here, &others);
    if (CPU_COUNT(&others) > 0) pthread_attr_setaffinity_np(&attributes, sizeof others, &others);
  }
  pthread_t thread;
  int status = pthread_create(&thread, &attributes, begin, beginning);
  pthread_attr_destroy(&attributes);
  if (status != 0) free(beginning);
  return status;
}

enum { MOST_TRIED = 8, MOST_OPENED = 32 };
/// Fewer threads than this may be too few for one user; systems allow thousands.
static const rlim_t ample = 4096;

static int is_limited(int resource, rlim_t enough) {
  struct rlimit limit;
  return getrlimit(resource, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < enough;
}

static void *wait_for(void *gate) {
  pthread_mutex_lock(gate);
  pthread_mutex_unlock(gate);
  return NULL;
}

int threads_are_available(int count) {
  if (!is_limited(RLIMIT_NPROC, ample) && !is_limited(RLIMIT_AS, RLIM_INFINITY)) return 1;
  pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
  pthread_t threads[MOST_TRIED];
  int started = 0;
  pthread_mutex_lock(&gate);
  while (started < count && started < MOST_TRIED &&
         pthread_create(&threads[started], NULL, wait_for, &gate) == 0)
    started++;
  pthread_mutex_unlock(&gate);
  for (int index = 0; index < started; index++) pthread_join(threads[index], NULL);
  return started == count;
}

int files_are_available(int count) {
  if (!is_limited(RLIMIT_NOFILE, 1024)) return 1;
  // Others may have been open before the program was started.
  int opened[MOST_OPENED];
  int found = 0;
  while (found < count && found < MOST_OPENED && (opened[found] = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0) found++;
  for (int index = 0; index < found; index++) close(opened[index]);
  return found == count;
}
