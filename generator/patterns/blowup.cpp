#include <algorithm>
#include <map>
#include <unordered_map>

#include "patterns/components.h"
#include "patterns/pattern.h"

// An engine that backtracks tries, before it gives up, every way in which a text can be matched. Their number
// grows exponentially with the text exactly when the pattern's automaton has a place that some text leads
// back to itself in two ways (Weber and Seidl, 1991). The automaton is Glushkov's: a place for each set of
// the pattern, an edge for each way from one to the next. Two ways without a character between are two edges.

namespace gangway::gen::patterns {
namespace {

/// More copies of a counted part than that are taken for any number.
constexpr std::uint32_t kMostCopies = 9;
constexpr std::size_t kMostPlaces = 2000;
constexpr std::size_t kMostPairs = 100'000;
constexpr std::size_t kMostSteps = 2'000'000;

using Place = std::uint32_t;

/// How many ways; two are as bad as many.
unsigned some(unsigned ways) { return std::min(ways, 2U); }

struct Ways {
  Place place;
  unsigned count;
};

/// What a part begins and ends with, and in how many ways it matches nothing.
struct Part {
  std::vector<Ways> first;
  std::vector<Ways> last;
  unsigned empty = 0;
};

/// A part that is repeated without end: the places inside it.
struct Loop {
  const Pattern* pattern;
  Place begin;
  Place end;
};

class Automaton {
 public:
  explicit Automaton(const Pattern& pattern) { build(pattern); }

  [[nodiscard]] std::optional<Blowup> find() const;

 private:
  Part build(const Pattern& pattern);
  Part build_repeat(const Pattern& repeat);
  Part build_loop(const Pattern& repeat);
  Part sequence(Part before, const Part& after);
  void connect(const std::vector<Ways>& from, const std::vector<Ways>& to);
  [[nodiscard]] const Pattern* innermost(std::initializer_list<Place> places) const;
  [[nodiscard]] std::optional<Blowup> find_in_pairs(const std::vector<std::size_t>& component) const;

  std::vector<const CodePoints*> sets_;
  std::vector<std::map<Place, unsigned>> next_;
  std::vector<Loop> loops_;
  bool too_large_ = false;
};

void add(std::vector<Ways>& to, const std::vector<Ways>& ways, unsigned times) {
  if (times == 0) return;
  for (const Ways& each : ways) to.push_back({each.place, some(each.count * times)});
}

void Automaton::connect(const std::vector<Ways>& from, const std::vector<Ways>& to) {
  for (const Ways& a : from) {
    for (const Ways& b : to) {
      unsigned& edge = next_[a.place][b.place];
      edge = some(edge + a.count * b.count);
    }
  }
}

Part Automaton::sequence(Part before, const Part& after) {
  connect(before.last, after.first);
  add(before.first, after.first, before.empty);
  std::vector<Ways> last = after.last;
  add(last, before.last, after.empty);
  before.last = std::move(last);
  before.empty = some(before.empty * after.empty);
  return before;
}

Part Automaton::build(const Pattern& pattern) {
  if (sets_.size() > kMostPlaces) too_large_ = true;
  if (too_large_) return {};
  switch (pattern.kind) {
    case Pattern::Kind::Set: {
      const auto place = static_cast<Place>(sets_.size());
      sets_.push_back(&pattern.set);
      next_.emplace_back();
      return {{{place, 1}}, {{place, 1}}, 0};
    }
    case Pattern::Kind::Sequence: {
      Part whole{{}, {}, 1};
      for (const Pattern& part : pattern.parts) whole = sequence(std::move(whole), build(part));
      return whole;
    }
    case Pattern::Kind::Choice: {
      Part whole;
      for (const Pattern& each : pattern.parts) {
        const Part part = build(each);
        add(whole.first, part.first, 1);
        add(whole.last, part.last, 1);
        whole.empty = some(whole.empty + part.empty);
      }
      return whole;
    }
    case Pattern::Kind::Repeat:
      return build_repeat(pattern);
  }
  return {};
}

/// A count that is large is taken for any number, as it takes about as long: but for exact counts of
/// something that has one length, which is how numbers and hashes of two sizes are told apart.
Part Automaton::build_repeat(const Pattern& repeat) {
  const Pattern& body = repeat.parts.front();
  const Length length = length_of(body);
  const bool is_exact = repeat.most == repeat.least && length.most == length.least;
  const std::uint32_t copies = repeat.most.value_or(repeat.least);
  if (copies > kMostCopies && !is_exact) return build_loop(repeat);

  Part whole{{}, {}, 1};
  const std::uint32_t fixed = repeat.most ? repeat.least : std::max(repeat.least, 1U) - 1;
  for (std::uint32_t i = 0; i < fixed && !too_large_; ++i) whole = sequence(std::move(whole), build(body));
  if (!repeat.most) return sequence(std::move(whole), build_loop(repeat));

  // `a{0,3}` is `(a(a(a)?)?)?`. What may be left out is not also matched by nothing: engines refuse that.
  Part rest{{}, {}, 1};
  for (std::uint32_t i = repeat.least; i < *repeat.most && !too_large_; ++i) {
    rest = sequence(build(body), rest);
    rest.empty = 1;
  }
  return sequence(std::move(whole), rest);
}

Part Automaton::build_loop(const Pattern& repeat) {
  const auto begin = static_cast<Place>(sets_.size());
  Part part = build(repeat.parts.front());
  loops_.push_back({&repeat, begin, static_cast<Place>(sets_.size())});
  connect(part.last, part.first);
  // Rounds that must be there may match nothing, and then it may be any of them.
  if (repeat.least > 1 && part.empty != 0) connect(part.last, part.first);
  if (repeat.least == 0) part.empty = 1;
  return part;
}

const Pattern* Automaton::innermost(std::initializer_list<Place> places) const {
  const Loop* found = nullptr;
  for (const Loop& loop : loops_) {
    const bool has_all =
        std::all_of(places.begin(), places.end(), [&](Place p) { return p >= loop.begin && p < loop.end; });
    if (has_all && (found == nullptr || loop.end - loop.begin <= found->end - found->begin)) found = &loop;
  }
  return found != nullptr ? found->pattern : nullptr;
}

std::optional<Blowup> Automaton::find() const {
  if (too_large_) return Blowup{nullptr, false};
  Graph graph(sets_.size());
  for (Place from = 0; from < next_.size(); ++from) {
    for (const auto& edge : next_[from]) graph[from].push_back(edge.first);
  }
  const std::vector<std::size_t> component = components(graph);
  for (Place from = 0; from < next_.size(); ++from) {
    for (const auto& [to, ways] : next_[from]) {
      if (ways > 1 && component[from] == component[to]) return Blowup{innermost({from, to}), true};
    }
  }
  return find_in_pairs(component);
}

/// Two runs over the same text, side by side, that begin in one place: can they part and meet there again?
std::optional<Blowup> Automaton::find_in_pairs(const std::vector<std::size_t>& component) const {
  std::vector<std::pair<Place, Place>> pairs;
  std::unordered_map<std::uint64_t, std::uint32_t> known;
  const auto id = [&](Place a, Place b) {
    if (a > b) std::swap(a, b);
    const auto [found, is_new] =
        known.try_emplace(std::uint64_t{a} << 32 | b, static_cast<std::uint32_t>(pairs.size()));
    if (is_new) pairs.emplace_back(a, b);
    return found->second;
  };
  for (Place place = 0; place < sets_.size(); ++place) id(place, place);

  Graph graph;
  std::size_t steps = 0;
  for (std::size_t at = 0; at < pairs.size(); ++at) {
    const auto [a, b] = pairs[at];
    graph.emplace_back();
    for (const auto& to_a : next_[a]) {
      if (component[to_a.first] != component[a]) continue;
      for (const auto& to_b : next_[b]) {
        if (++steps > kMostSteps || pairs.size() > kMostPairs) return Blowup{nullptr, false};
        if (component[to_b.first] != component[a]) continue;
        if (sets_[to_a.first]->meets(*sets_[to_b.first])) graph[at].push_back(id(to_a.first, to_b.first));
      }
    }
  }
  const std::vector<std::size_t> circles = components(graph);
  std::unordered_map<std::size_t, Place> meeting;
  for (Place place = 0; place < sets_.size(); ++place) meeting.emplace(circles[id(place, place)], place);
  for (std::size_t at = 0; at < pairs.size(); ++at) {
    const auto [a, b] = pairs[at];
    const auto found = meeting.find(circles[at]);
    if (a != b && found != meeting.end()) return Blowup{innermost({a, b, found->second}), true};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Blowup> find_blowup(const Pattern& pattern) {
  auto found = Automaton(pattern).find();
  if (found && found->part == nullptr) found->part = &pattern;
  return found;
}

}  // namespace gangway::gen::patterns
