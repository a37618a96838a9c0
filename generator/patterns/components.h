#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gangway::gen::patterns {

/// For each node the nodes that its edges lead to.
using Graph = std::vector<std::vector<std::uint32_t>>;

/// A number for each node, the same for two nodes exactly when each can be reached from the other. A node
/// alone has a number of its own, whether or not an edge leads back to it.
std::vector<std::size_t> components(const Graph& graph);

}  // namespace gangway::gen::patterns
