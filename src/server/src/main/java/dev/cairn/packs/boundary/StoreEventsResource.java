package dev.cairn.packs.boundary;

import dev.cairn.accounts.boundary.Open;
import dev.cairn.packs.control.StoreEvents;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/store-events`: the store tells what has arrived in it, as S3 stores do by webhook.
///
/// Source: Amazon S3 User Guide, "Event message structure"; keys come URL-encoded.
@Path("store-events")
@Consumes(MediaType.APPLICATION_JSON)
@Dependent
public class StoreEventsResource {

    private static final String SCHEME = "Bearer ";

    private final StoreEvents events;

    @Inject
    public StoreEventsResource(StoreEvents events) {
        this.events = events;
    }

    @POST
    @Open
    public Response stored(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, Notice body) {
        events.require(Optional.ofNullable(authorization)
                .filter(header -> header.startsWith(SCHEME))
                .map(header -> header.substring(SCHEME.length()))
                .orElse(""));
        body.records.stream()
                .map(Event::s3)
                .collect(Collectors.groupingBy(
                        place -> place.bucket.name, Collectors.mapping(place -> place.object.key, Collectors.toSet())))
                .forEach(events::stored);
        return Response.noContent().build();
    }

    /// What S3 stores send; members that are not of interest here are left out.
    public record Notice(@JsonbProperty("Records") List<Event> records) {
        public Notice {
            records = List.copyOf(Objects.requireNonNull(records, "Records is missing"));
        }
    }

    public record Event(Place s3) {
        public Event {
            Objects.requireNonNull(s3, "s3 is missing");
        }
    }

    public record Place(Bucket bucket, Stored object) {
        public Place {
            Objects.requireNonNull(bucket, "bucket is missing");
            Objects.requireNonNull(object, "object is missing");
        }
    }

    public record Bucket(String name) {
        public Bucket {
            Objects.requireNonNull(name, "name is missing");
        }
    }

    /// @param key as it is in the store, not URL-encoded
    public record Stored(String key) {
        public Stored {
            key = URLDecoder.decode(Objects.requireNonNull(key, "key is missing"), StandardCharsets.UTF_8);
        }
    }
}
