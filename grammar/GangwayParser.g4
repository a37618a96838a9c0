// The shape of a `.gw` file: no actions, no predicates. The rules accept a little more than the language has, where
// that makes a better message possible: order of package and imports, stray `;`, names and types in parentheses.
parser grammar GangwayParser;

options { tokenVocab = GangwayLexer; }

file : item* EOF;

item
  : packageClause
  | importClause
  | declaration
  | straySemicolon
  ;

packageClause  : PACKAGE qualifiedName SEMI;
importClause   : IMPORT string SEMI;
straySemicolon : SEMI;

declaration
  : annotation* ( typeAlias
                | constDecl
                | structDecl
                | errorDecl
                | enumDecl
                | unionDecl
                | pipeDecl
                | guardDecl
                | gatewayDecl
                )
  ;

typeAlias  : TYPE name EQUALS type SEMI;
constDecl  : CONST name COLON type EQUALS value SEMI;
structDecl : STRUCT name LBRACE fields RBRACE;
errorDecl  : ERROR name ( SEMI | LBRACE fields RBRACE );
enumDecl   : CLOSED? ENUM name LBRACE enumerators RBRACE;
unionDecl  : CLOSED? UNION name TAG string LBRACE arms RBRACE;
pipeDecl   : PIPE name COLON type SEMI;
guardDecl  : GUARD name payload? SEMI;

fields         : fieldsItem*;
fieldsItem     : reservedClause | field | straySemicolon;
field          : annotation* name QUESTION? COLON type defaultClause? SEMI;
defaultClause  : EQUALS value;
reservedClause : RESERVED name ( COMMA name )* SEMI;

enumerators    : ( enumerator ( COMMA enumerator )* COMMA? )?;
enumerator     : annotation* RESERVED? name;

arms           : ( arm ( COMMA arm )* COMMA? )?;
arm            : annotation* ( RESERVED name | name COLON type );

gatewayDecl    : GATEWAY name LBRACE gatewayMembers RBRACE;
gatewayMembers : gatewayMember*;
gatewayMember
  : annotation* ( handshake | session | event | room | namespaceDecl )
  | straySemicolon
  ;

namespaceDecl    : NAMESPACE name string? LBRACE namespaceMembers RBRACE;
namespaceMembers : namespaceMember*;
namespaceMember
  : annotation* ( handshake | session | event | room )
  | straySemicolon
  ;

handshake : HANDSHAKE LBRACE fields RBRACE;
session   : SESSION LBRACE fields RBRACE;

room        : ROOM name payload? ( SEMI | LBRACE roomMembers RBRACE );
roomMembers : roomMember*;
roomMember  : annotation* event | straySemicolon;

event        : direction = ( ON | EMIT ) name payload reply? throwsClause? SEMI;
reply        : ARROW STREAM? type;
throwsClause : THROWS qualifiedName ( COMMA qualifiedName )*;

// `name: type` is a parameter; a type alone is the payload itself. Told apart when the tree is built.
payload     : LPAREN ( payloadItem ( COMMA payloadItem )* COMMA? )? RPAREN;
payloadItem : annotation* STREAM? type ( COLON type defaultClause? )?;

type     : qualifiedName typeArguments? QUESTION* annotation*;
typeArguments : LESS type ( COMMA type )* GREATER;

annotation    : AT qualifiedName arguments?;
arguments     : LPAREN ( argument ( COMMA argument )* COMMA? )? RPAREN;
argument      : ( name COLON )? argumentValue;
argumentValue
  : value ( RANGE upper = value? | PER period = value )?
  | RANGE upper = value?
  ;

value
  : MINUS? ( INT | FLOAT | QUANTITY )
  | string
  | qualifiedName arguments?
  | LBRACKET ( value ( COMMA value )* COMMA? )? RBRACKET
  | LBRACE RBRACE
  ;

string        : STRING | UNTERMINATED_STRING;
qualifiedName : name ( DOT name )*;

name
  : IDENTIFIER | PACKAGE | IMPORT | TYPE | CONST | STRUCT | CLOSED | ENUM | UNION | TAG | ERROR | PIPE | GUARD
  | GATEWAY | HANDSHAKE | SESSION | NAMESPACE | ROOM | ON | EMIT | STREAM | THROWS | RESERVED | PER
  ;
