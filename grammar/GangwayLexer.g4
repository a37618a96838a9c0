// The tokens of `.gw`. Keywords are contextual: the parser takes every one of them where a name stands.
lexer grammar GangwayLexer;

channels { DOCS, COMMENTS, BROKEN }

PACKAGE   : 'package';
IMPORT    : 'import';
TYPE      : 'type';
CONST     : 'const';
STRUCT    : 'struct';
CLOSED    : 'closed';
ENUM      : 'enum';
UNION     : 'union';
TAG       : 'tag';
ERROR     : 'error';
PIPE      : 'pipe';
GUARD     : 'guard';
GATEWAY   : 'gateway';
HANDSHAKE : 'handshake';
SESSION   : 'session';
NAMESPACE : 'namespace';
ROOM      : 'room';
ON        : 'on';
EMIT      : 'emit';
STREAM    : 'stream';
THROWS    : 'throws';
RESERVED  : 'reserved';
PER       : 'per';

LBRACE   : '{';
RBRACE   : '}';
LPAREN   : '(';
RPAREN   : ')';
LBRACKET : '[';
RBRACKET : ']';
LESS     : '<';
GREATER  : '>';
ARROW    : '->';
RANGE    : '..';
DOT      : '.';
COMMA    : ',';
COLON    : ':';
SEMI     : ';';
EQUALS   : '=';
QUESTION : '?';
AT       : '@';
MINUS    : '-';

// `1..64` is INT RANGE INT: a fraction needs a digit after its dot.
INT      : [0-9]+ | '0x' [0-9a-fA-F]+;
FLOAT    : [0-9]+ '.' [0-9]+ EXPONENT? | [0-9]+ EXPONENT;
// A number with a unit: `25s`, `256KiB`. Which units there are is checked later, to suggest the nearest.
QUANTITY : [0-9]+ ('.' [0-9]+)? [a-zA-Z_] [a-zA-Z0-9_]*;
fragment EXPONENT : [eE] [+-]? [0-9]+;

STRING              : '"' STRING_CHARACTER* '"';
UNTERMINATED_STRING : '"' STRING_CHARACTER* '\\'?;
fragment STRING_CHARACTER : ~["\\\r\n] | '\\' ~[\r\n];

IDENTIFIER : [a-zA-Z_] [a-zA-Z0-9_]*;

RULER         : '////' ~[\r\n]* -> type(LINE_COMMENT), channel(COMMENTS);
DOC           : '///' ~[\r\n]* -> channel(DOCS);
LINE_COMMENT  : '//' ~[\r\n]* -> channel(COMMENTS);
BLOCK_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'+ '/' -> channel(COMMENTS);
UNTERMINATED_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'* -> channel(BROKEN);

WHITESPACE : [ \t\r\n\u000C]+ -> skip;
ILLEGAL    : . -> channel(BROKEN);
