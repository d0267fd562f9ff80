import Annotations
import FoundationEssentials
import Outline

/// Annotations in the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/), as JSON-LD.
package enum WebAnnotations {
  /// One collection with one page, everything in it; addresses are relative to the folder of the notes.
  ///
  /// - Throws: where the encoder fails, which it does for nothing that is in a file.
  package static func document(title: String, files: [AnnotatedFile]) throws -> String {
    let items = files.flatMap { file in
      let places = CodePoints(of: file)
      return file.annotatedTopics.flatMap { file.threads[$0] ?? [] }.flatMap { $0 }
        .map { WebAnnotation($0, file, places) }
    }
    let name = files.count == 1 ? WebAnnotation.sidecar(of: files[0].name) : WebAnnotation.address(title)
    let collection = Collection(
      id: name, label: title, total: items.count, first: Page(id: name + "#page-1", items: items))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(collection), as: UTF8.self)
  }

  private struct Collection: Encodable {
    var context = "http://www.w3.org/ns/anno.jsonld"
    var id: String
    var type = "AnnotationCollection"
    var label: String
    var total: Int
    var first: Page

    enum CodingKeys: String, CodingKey {
      case context = "@context"
      case id, type, label, total, first
    }
  }

  private struct Page: Encodable {
    var id: String
    var type = "AnnotationPage"
    var startIndex = 0
    var items: [WebAnnotation]
  }
}

/// The numbers of code points before the places that a file's annotations speak of.
struct CodePoints {
  private var counts: [Int: Int] = [:]

  /// - Complexity: O(length of the file)
  init(of file: AnnotatedFile) {
    var offsets: Set<Int> = []
    for entry in file.threads.values.joined().joined() {
      guard let range = entry.range(in: file.outline) else { continue }
      offsets.formUnion([range.lowerBound, range.upperBound])
    }
    var count = 0
    var position = 0
    for offset in offsets.sorted() {
      count += String(decoding: file.outline.bytes[position..<offset], as: UTF8.self).unicodeScalars.count
      position = offset
      counts[offset] = count
    }
  }

  func count(before offset: Int) -> Int { counts[offset] ?? 0 }
}

extension AnnotatedFile.Entry {
  /// The bytes that it stands on now; nil where it is not attached, for the whole file, and for replies.
  func range(in outline: Outline) -> Range<Int>? {
    guard level == 0, placement.state.isAttached else { return nil }
    if let quotation = placement.quotation { return quotation.ints }
    guard placement.topic != .root else { return nil }
    let topic = outline[placement.topic]
    return outline.offset(ofLine: topic.line).int..<outline.range(ofLine: topic.endLine).upperBound.int
  }
}
