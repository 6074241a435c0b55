package org.assemble.bench.peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Spring Cloud Gateway as it comes, a resource server: one route, and tokens checked by signature,
/// issuer, audience and time. Where to, and whose tokens, the benchmark says.
@SpringBootApplication
public class SpringCloudGateway {

    public static void main(String[] arguments) {
        SpringApplication.run(SpringCloudGateway.class, arguments);
    }
}
