#include "patterns/components.h"

#include <algorithm>

namespace gangway::gen::patterns {

// Tarjan's algorithm with a stack of its own: graphs are as large as patterns, and those come from outside.
std::vector<std::size_t> components(const Graph& graph) {
  constexpr std::size_t kUnseen = ~std::size_t{0};
  struct Visit {
    std::uint32_t node;
    std::size_t edge;
  };
  std::vector<std::size_t> order(graph.size(), kUnseen);
  std::vector<std::size_t> lowest(graph.size());
  std::vector<std::size_t> component(graph.size(), kUnseen);
  std::vector<std::uint32_t> open;
  std::vector<Visit> path;
  std::size_t seen = 0;
  std::size_t count = 0;

  const auto enter = [&](std::uint32_t node) {
    order[node] = lowest[node] = seen++;
    open.push_back(node);
    path.push_back({node, 0});
  };
  for (std::uint32_t root = 0; root < graph.size(); ++root) {
    if (order[root] != kUnseen) continue;
    enter(root);
    while (!path.empty()) {
      Visit& visit = path.back();
      const std::uint32_t node = visit.node;
      if (visit.edge < graph[node].size()) {
        const std::uint32_t next = graph[node][visit.edge++];
        if (order[next] == kUnseen) {
          enter(next);
        } else if (component[next] == kUnseen) {
          lowest[node] = std::min(lowest[node], order[next]);
        }
        continue;
      }
      if (lowest[node] == order[node]) {
        while (true) {
          const std::uint32_t member = open.back();
          open.pop_back();
          component[member] = count;
          if (member == node) break;
        }
        ++count;
      }
      path.pop_back();
      if (!path.empty()) lowest[path.back().node] = std::min(lowest[path.back().node], lowest[node]);
    }
  }
  return component;
}

}  // namespace gangway::gen::patterns
