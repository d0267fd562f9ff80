import Foundation
import Testing

@testable import Export

@Suite struct WebAnnotationTests {
  private func items(_ fixture: Fixture, name: String = "my notes.md") throws -> [[String: Any]] {
    let text = try WebAnnotations.document(title: name, files: [fixture.file(named: name)])
    let collection = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(collection["@context"] as? String == "http://www.w3.org/ns/anno.jsonld")
    #expect(collection["type"] as? String == "AnnotationCollection")
    let page = try #require(collection["first"] as? [String: Any])
    #expect(page["type"] as? String == "AnnotationPage")
    let items = try #require(page["items"] as? [[String: Any]])
    #expect(collection["total"] as? Int == items.count)
    return items
  }

  @Test func placesAreQuotedAndCountedInCodePoints() throws {
    let items = try items(
      Fixture("# é𝄞\r\n\r\n- naïve hash\r\n").annotating("naïve hash", quoting: "hash", "which?", type: .question))
    let item = try #require(items.first)
    #expect(item["id"] as? String == "my%20notes.md.review.yaml#A1")
    #expect(item["motivation"] as? String == "questioning")
    #expect((item["creator"] as? [String: Any])?["name"] as? String == "Ada (ada)")
    #expect(item["created"] as? String == "2026-03-02T18:22:59+01:00")
    let target = try #require(item["target"] as? [String: Any])
    #expect(target["source"] as? String == "my%20notes.md")
    let selectors = try #require(target["selector"] as? [[String: Any]])
    #expect(selectors.map { $0["type"] as? String } == ["TextQuoteSelector", "TextPositionSelector"])
    #expect(selectors[0]["exact"] as? String == "hash")
    #expect(selectors[0]["prefix"] as? String == "# é𝄞\r\n\r\n- naïve ")
    #expect(selectors[0]["suffix"] as? String == "\r\n")
    #expect(selectors[1]["start"] as? Int == 16 && selectors[1]["end"] as? Int == 20)
  }

  @Test func repliesSpeakOfAnnotationsAndFileNotesOfTheFile() throws {
    let items = try items(Fixture("# a\n").annotating(nil, "whole", id: "F").replying(to: "F", "yes", id: "R"))
    #expect(items.map { $0["target"] as? String } == ["my%20notes.md", "my%20notes.md.review.yaml#F"])
    #expect(items.map { $0["motivation"] as? String } == ["commenting", "replying"])
  }

  @Test func lostTopicsKeepTheirQuotationOnly() throws {
    let item = try #require(items(Fixture("# a\n").annotating("a", "lost", state: .orphan)).first)
    let selectors = (item["target"] as? [String: Any])?["selector"] as? [[String: Any]]
    #expect(selectors?.count == 1 && selectors?.first?["exact"] as? String == "# a")
  }

  @Test(arguments: [
    ("question", "questioning"), ("suggestion", "editing"), ("issue", "assessing"), ("idea", "commenting"),
  ])
  func typesHaveMotivations(type: String, motivation: String) throws {
    let item = try #require(items(Fixture("# a\n").annotating("a", "x", type: .init(type))).first)
    #expect(item["motivation"] as? String == motivation)
    let bodies = item["body"] as? [[String: Any]]
    #expect(bodies?.map { $0["value"] as? String } == ["x", type])
  }
}
