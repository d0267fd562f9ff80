import CFileSystem
import Glibc

extension Subprocess {
  /// Runs a program that reads `input`, and waits for its end.
  ///
  /// - Parameter seconds: The time after which it is killed.
  /// - Returns: Whether it read all of it and ended well.
  package static func feed(_ arguments: [String], _ input: [UInt8], seconds: Int = 2) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { return false }
    defer { close(ends[0]) }
    let started = start(arguments, .sink(ends[1]))
    close(ends[1])
    guard case .success(let child) = started else { return false }
    let end = ContinuousClock.now + .seconds(seconds)
    let isRead = write(input, to: ends[0], until: end)
    shutdown(ends[0], Int32(SHUT_WR))
    // It closes its end when it is done, or leaves that to one that stays and keeps the text.
    var status: Int32 = 0
    while waitpid(child.id, &status, WNOHANG) == 0 {
      if ContinuousClock.now > end {
        kill(child.id, SIGKILL)
        _ = child.wait()
        return false
      }
      usleep(1000)
    }
    return isRead && status == 0
  }

  /// Writes to a socket without waiting for long, and without a signal where nobody reads it.
  private static func write(_ bytes: [UInt8], to socket: Int32, until end: ContinuousClock.Instant) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if sent > 0 {
        rest = rest.dropFirst(sent)
      } else if errno == EAGAIN || errno == EINTR {
        guard ContinuousClock.now < end else { return false }
        var entry = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        poll(&entry, 1, 50)
      } else {
        return false
      }
    }
    return true
  }
}
