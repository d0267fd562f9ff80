import Foundation
import PseudoTerminal

/// Frames as the player of frames reads them.
struct Recording {
  private var bytes = Data()
  private var count = 0
  private let size: (columns: Int, rows: Int)

  init(size: (columns: Int, rows: Int)) { self.size = size }

  mutating func append(_ screen: Screen) {
    count += 1
    put(screen.cursorIsVisible ? screen.cursor.column : -1)
    put(screen.cursorIsVisible ? screen.cursor.row : -1)
    for cell in screen.cells.joined() {
      let flags = [cell.bold, cell.italic, cell.underline, cell.reverse, cell.strikethrough]
      put(flags.enumerated().reduce(0) { $0 | ($1.element ? 1 << $1.offset : 0) })
      put(Recording.index(of: cell.foreground))
      put(Recording.index(of: cell.background))
      put(cell.text.unicodeScalars.count)
      for scalar in cell.text.unicodeScalars { put(Int(scalar.value)) }
    }
  }

  func write(to file: URL) throws {
    var head = Recording(size: size)
    for number in [size.columns, size.rows, count] { head.put(number) }
    try (head.bytes + bytes).write(to: file)
  }

  private static func index(of color: Screen.Color) -> Int {
    if case .indexed(let index) = color { index } else { -1 }
  }

  private mutating func put(_ number: Int) {
    withUnsafeBytes(of: Int32(truncatingIfNeeded: number).littleEndian) { bytes.append(contentsOf: $0) }
  }
}
