package dev.cairn.sharing.boundary;

import dev.cairn.sharing.control.Shares;
import java.util.List;

/// What came of sharing with each address.
public record OffersJson(List<Shares.Offer> offers) {}
