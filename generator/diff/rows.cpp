#include <algorithm>
#include <stdexcept>
#include <string>

#include "diff/row.h"

namespace gangway::gen {

const std::vector<Row>& diff_rows() {
  static const std::vector<Row> all = [] {
    std::vector<Row> rows;
    for (const auto& part : {gateway_rows(), type_rows(), policy_rows()}) {
      rows.insert(rows.end(), part.begin(), part.end());
    }
    return rows;
  }();
  return all;
}

const Row& diff_row(std::string_view code) {
  const std::vector<Row>& rows = diff_rows();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.code == code; });
  if (found == rows.end()) throw std::logic_error("no row " + std::string(code));
  return *found;
}

}  // namespace gangway::gen
