#include "diff/compare.h"

#include "diff/compare_gateways.h"
#include "diff/compare_policies.h"
#include "diff/compare_types.h"
#include "diff/pairs.h"
#include "diff/reach.h"
#include "schema/lookup.h"

namespace gangway::gen {
namespace {

void compare_consts(const Schema& before, const Schema& now, Recorder& out) {
  const auto collect = [](const Schema& schema) {
    std::vector<ConstDef> all;
    for (const FileDef& file : schema.files) all.insert(all.end(), file.consts.begin(), file.consts.end());
    return all;
  };
  const std::vector<ConstDef> old_ones = collect(before);
  const std::vector<ConstDef> new_ones = collect(now);
  for (const auto& [left, right] : side_by_side(old_ones, new_ones)) {
    const Place place = Place{}.part(right ? right->name : left->name, left, right);
    if (left == nullptr) {
      out.add("GW6067", place);
      continue;
    }
    const std::string was = '`' + type_text(before, left->type) + '`';
    const std::string is = right == nullptr ? "gone" : '`' + type_text(now, right->type) + '`';
    if (was != is) {
      out.add("GW6068", place, was, is);
    } else if (value_text(left->value) != value_text(right->value)) {
      out.add("GW6069", place, value_text(left->value), value_text(right->value));
    } else {
      out.docs(place, left->docs, right->docs);
    }
  }
}

}  // namespace

std::vector<Change> compare(const Schema& before, const Schema& now) {
  Pairs pairs(before, now);
  const Reach reach(before, now, pairs);
  Recorder out;
  TypeComparison types(before, now, pairs, out);
  GatewayComparison(before, now, types, out).all();
  types.declarations(reach);
  compare_consts(before, now, out);
  PolicyComparison(before, now, out).declarations();
  return out.take();
}

}  // namespace gangway::gen
