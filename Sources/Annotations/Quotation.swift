import Outline

/// A quotation as it is looked for inside the topic that it was taken from.
struct Quotation {
  private let anchor: Anchor
  private let outline: Outline
  private let topic: TopicIndex

  init(_ anchor: Anchor, in outline: Outline, topic: TopicIndex) {
    self.anchor = anchor
    self.outline = outline
    self.topic = topic
  }

  /// `placement`, which says where the topic is, with the quotation's own place.
  func placed(_ placement: Placement) -> Placement {
    placement
  }
}
