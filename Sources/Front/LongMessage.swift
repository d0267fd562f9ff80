import Layout
import Settings

/// A message of the status line that is too long for one row: it grows upwards.
struct LongMessage {
  /// From the top; the last one stands in the status line.
  private(set) var lines: [String]

  /// - Parameters:
  ///   - rows: How many rows it may have at most, one or more. What does not fit is cut out of the middle, for the end
  ///     says what to do.
  ///   - columns: How wide a row is.
  init(_ text: String, rows: Int, columns: Int, ellipsis: String, canvas: Canvas) {
    lines = LongMessage.wrapped(text, columns: columns, canvas)
    guard lines.count > rows else { return }
    let rest = lines.dropFirst(rows - 1).joined(separator: " ")
    let half = (columns - canvas.columns(of: ellipsis)) / 2
    let cut =
      LongMessage.beginning(of: rest, columns: half, canvas) + ellipsis
      + LongMessage.ending(of: rest, columns: half, canvas)
    lines = lines.prefix(rows - 1) + [cut]
  }

  private static func wrapped(_ text: String, columns: Int, _ canvas: Canvas) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !line.isEmpty, canvas.columns(of: line) + 1 + canvas.columns(of: String(word)) > columns {
        lines.append(line)
        line = ""
      } else if !line.isEmpty {
        line += " "
      }
      line += word
      while canvas.columns(of: line) > columns {
        let start = beginning(of: line, columns: columns, canvas)
        guard !start.isEmpty else { break }
        lines.append(start)
        line.removeFirst(start.count)
      }
    }
    return lines + [line]
  }

  private static func beginning(of text: String, columns: Int, _ canvas: Canvas) -> String {
    var taken = 0
    return String(
      text.prefix { character in
        taken += canvas.columns(of: String(character))
        return taken <= columns
      })
  }

  private static func ending(of text: String, columns: Int, _ canvas: Canvas) -> String {
    String(beginning(of: String(text.reversed()), columns: columns, canvas).reversed())
  }
}
