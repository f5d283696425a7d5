package dev.cairn.sharing.boundary;

import dev.cairn.sharing.control.MemberInfo;
import java.util.List;

/// All who see what is shared, its owner first.
public record MembersJson(List<MemberInfo> members) {}
